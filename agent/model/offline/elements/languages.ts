import { inEnglish, isVerb, type Language, languageOf } from '../english/english.ts'
import { unfolded } from './phrasing.ts'
import type { TreeNode } from './tree.ts'

/** Enough of a page to tell its language by. */
const TELLING = 120

/** The language that most of a page's text is in. */
export const pageLanguage = (nodes: readonly TreeNode[]): Language =>
  languageOf(
    nodes
      .slice(0, TELLING)
      .map(({ name }) => name)
      .join(' '),
  )

/** A step in English, its doing first: "nach Preis sortieren" is "sort by price". */
export function stepInEnglish(step: string, page: Language): string {
  const own = languageOf(step, page === 'en' ? ['de', 'es'] : [page])
  if (own === 'en') return step
  const whole = unfolded(step)
  const words = whole.split(/\s+/)
  const last = words.at(-1) ?? ''
  const isLast = own === 'de' && words.length > 1 && isVerb(last)
  return inEnglish(isLast ? [last, ...words.slice(0, -1)].join(' ') : whole, own)
}
