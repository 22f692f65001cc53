import { readdirSync, readFileSync } from 'node:fs'

/** One step on a page and the answers that bring it to its end, page state by page state. */
export interface Case {
  step: string
  /** A round holds every answer that is right: actions as `click "Save"#2 ; fill "E-mail"=x`. `-` is none. */
  rounds: string[][]
  /** The same, way by way: the rounds that follow each other. */
  ways: string[][]
}
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
  const ways = answers.split(' OR ').map((way) => way.split(' => ').map((round) => round.trim()))
  const longest = Math.max(...ways.map((way) => way.length))
  const rounds = Array.from({ length: longest }, (_, i) => ways.flatMap((way) => way[i] ?? []))
  return { step, rounds, ways }
}
