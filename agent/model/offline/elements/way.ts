import type { Intent } from './intent.ts'
import { isWriting, kindAsked, ORDINAL_WORDS } from './items.ts'
import { clickables, region, type TreeNode } from './tree.ts'
import { best, has, wordsOf } from './words.ts'

const PLANS = ['pricing', 'plan']
const WRITINGS = ['blog', 'article', 'news', 'docs']
const PRODUCTS = ['shop', 'store', 'product']
/** What such a link may say besides: "View all articles", "See our plans", "Help articles". */
const BESIDES = wordsOf('read see view more browse explore latest go visit compare help')

/** Pages that list what a click step asks one of; none when the step names a page or a thing itself. */
function listingPages(intent: Intent): readonly string[] {
  if (intent.kind !== 'click') return []
  const words = wordsOf(intent.text)
  if (intent.verb === 'choose' && has(intent.text, 'plan', 'tier', 'package')) return PLANS
  const named = words.filter((word) => !ORDINAL_WORDS.includes(word))
  const kind = intent.any || intent.ordinal ? kindAsked(named, false) : undefined
  if (kind === undefined) return []
  return isWriting(kind) ? WRITINGS : kind === 'product' ? PRODUCTS : []
}

/** Whether a click on this name only led to the page where the step's own click is. */
export function isWay(name: string, intent: Intent): boolean {
  const pages = wordsOf(listingPages(intent).join(' '))
  const words = wordsOf(name)
  return (
    words.some((word) => best(word, pages) > 0) &&
    words.every((word) => best(word, pages) > 0 || BESIDES.includes(word))
  )
}

/** The link to the page that lists what the step asks one of; none on that page itself. */
export function wayLink(intent: Intent, path: string, nodes: readonly TreeNode[]): TreeNode | undefined {
  if (has(path.replace(/[/_-]+/g, ' '), ...listingPages(intent))) return undefined
  const links = clickables(nodes).filter((node) => node.role === 'link' && isWay(node.name, intent))
  return links.find((node) => region(node) !== 'footer') ?? links[0]
}
