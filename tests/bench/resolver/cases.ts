import { readdirSync, readFileSync } from 'node:fs'

/** One step on a page and every way that brings it to its end. */
export interface Case {
  step: string
  /** What is done page state by page state: actions as `click "Save"#2 ; fill "E-mail"=x`. `-` is nothing. */
  ways: string[][]
}

/** What is right after so many rounds on the ways that are left: their next, or nothing where one has ended. */
export const rightAt = (ways: readonly string[][], round: number): string[] => [
  ...new Set(ways.map((way) => way[round] ?? '-')),
]
export interface TestPage {
  name: string
  lang: string
  html: string
  cases: Case[]
}
export type Part = 'tuning' | 'heldout'

/** The pages of one part. Each begins with a comment of its steps: `step | round => round OR round`. */
export function readPages(part: Part): TestPage[] {
  const folder = new URL(`./${part}/`, import.meta.url)
  const files = readdirSync(folder).filter((file) => file.endsWith('.html'))
  return files.toSorted().map((file) => {
    const html = readFileSync(new URL(file, folder), 'utf8')
    const [, lang = 'en', body = ''] = /^<!--(?: lang (\w+))? steps\n([\s\S]*?)-->/.exec(html) ?? []
    return { name: file.replace('.html', ''), lang, html, cases: body.trim().split('\n').map(readCase) }
  })
}

function readCase(line: string): Case {
  const [step = '', answers = ''] = line.split(' | ')
  return { step, ways: answers.split(' OR ').map((way) => way.split(' => ').map((round) => round.trim())) }
}
