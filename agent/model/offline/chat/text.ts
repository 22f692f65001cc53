/** Stands where a phrase was that has been understood; ends names and steps. */
export const MARK = '\uE001'
/** Stands between two steps that the user separated on purpose (an arrow, a list number). */
export const STEP = '\uE002'
/** Stands for a passage in quotes; the passage itself is never interpreted. */
const QUOTE = '\uE003'
/** Stands for the name of a secret, whose words mean nothing here. */
const SECRET = '\uE004'

/** The text as a regular expression source that matches it and nothing else. */
export const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const QUOTED = /"([^"\n]{1,300})"|“([^”\n]{1,300})”|(?<![\w])'([^'\n]{2,300})'(?!\w)|`([^`\n]{1,300})`/g
const ARROW = /\s*(?:-+>|=+>|[→⇒»➔➜]|(?<![<=-])>(?!=))\s*/g
const BULLET = /(?:^|\n)\s*(?:\(?\d{1,2}[.)]|[-*•])\s+/g
const INLINE_NUMBER = /(?:^|[\s:,;])\(?(\d{1,2})[.)]\s+(?=[A-Za-z\uE003])/g

/** A passage in quotes, without and with them. */
interface Quote {
  text: string
  whole: string
}

/** A message with its understood phrases taken out one after the other, until only the steps are left. */
export class Reading {
  #left: string
  readonly #quotes: Quote[]
  readonly #secrets: string[]
  constructor(left: string, quotes: Quote[], secrets: string[]) {
    this.#left = left
    this.#quotes = quotes
    this.#secrets = secrets
  }

  /** What is not understood yet. */
  get left(): string {
    return this.#left
  }

  /** Finds the pattern, blanks it out and returns the match. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    const match = new RegExp(pattern.source, 'i').exec(this.#left)
    if (!match) return undefined
    this.#left = `${this.#left.slice(0, match.index)} ${MARK} ${this.#left.slice(match.index + match[0].length)}`
    return match
  }

  /** Takes the pattern as often as it is found. */
  takeAll(pattern: RegExp): RegExpExecArray[] {
    const all: RegExpExecArray[] = []
    for (let match = this.take(pattern); match && all.length < 40; match = this.take(pattern)) all.push(match)
    return all
  }

  has(pattern: RegExp): boolean {
    return new RegExp(pattern.source, 'i').test(this.#left)
  }

  /** Puts quoted passages and secrets back; a passage bare when the text is nothing else, with its quotes otherwise. */
  quoted(text: string): string {
    const alone = new RegExp(`^${QUOTE}(\\d+)${QUOTE}$`).exec(text.trim())
    if (alone) return this.#quotes[Number(alone[1])]?.text ?? ''
    return text
      .replace(
        new RegExp(`${QUOTE}(\\d+)${QUOTE}`, 'g'),
        (_, index: string) => this.#quotes[Number(index)]?.whole ?? '',
      )
      .replace(
        new RegExp(`${SECRET}(\\d+)${SECRET}`, 'g'),
        (_, index: string) => this.#secrets[Number(index)] ?? '',
      )
  }
}

/** A regular expression source for one quoted passage. */
export const QUOTE_TOKEN = `${QUOTE}\\d+${QUOTE}`

/** Reads a message: quotes set aside, list marks and arrows turned into step marks, typing errors mended. */
export function readText(message: string): Reading {
  const quotes: Quote[] = []
  const apart = message.replace(QUOTED, (whole: string, ...groups: (string | undefined)[]) => {
    quotes.push({ text: (groups.slice(0, 4).find((group) => group !== undefined) ?? '').trim(), whole })
    return `${QUOTE}${quotes.length - 1}${QUOTE}`
  })
  const secrets: string[] = []
  const named = apart.replace(/\{\{\s*secret\.[^{}]*\}\}/gi, (whole) => {
    secrets.push(whole)
    return `${SECRET}${secrets.length - 1}${SECRET}`
  })
  const plain = named.replace(/[’‘]/g, "'").replace(/[–—]/g, '-').replace(/\r/g, '')
  return new Reading(mend(markSteps(plain)).replace(/[ \t]+/g, ' '), quotes, secrets)
}

function markSteps(text: string): string {
  const arrows = text.replace(ARROW, ` ${STEP} `)
  if ((arrows.match(BULLET)?.length ?? 0) >= 2) return arrows.replace(BULLET, ` ${STEP} `)
  const numbers = [...arrows.matchAll(INLINE_NUMBER)].map((match) => Number(match[1]))
  const counts = numbers.length >= 2 && numbers.every((number, index) => number === index + 1)
  return counts ? arrows.replace(INLINE_NUMBER, ` ${STEP} `) : arrows
}

/** Words the grammar hangs on; a word one slip away from one of them is read as it. */
const KNOWN =
  `session sessions visitor visitors visits visit mobile desktop tablet tablets completed complete completes
  failed failing failure failures dropped bounced bounce bounces cancelled canceled cancel status template templates
  billing schedule scheduled schedules yesterday tomorrow today minute minutes hours second seconds trend trends
  export longest shortest newest oldest returning people percent mostly between people's
  germany france spain italy poland austria switzerland netherlands canada australia brazil
  please burst bursts target targets realistic invite journey conversion median monday tuesday wednesday thursday
  friday saturday sunday weekend morning afternoon evening simulate checkout pricing returns visiting
  running successful`
    .split(/\s+/)
    .filter(Boolean)
/** Real words that are one slip away from a known one. */
const REAL = new Set(
  'german germans austrian austrians australian australians table tables tabled expert compete competes visual seconded minutes bursting cancels invites inviting'.split(
    ' ',
  ),
)
const KNOWN_SET = new Set(KNOWN)

function mend(text: string): string {
  return text.replace(/(?<![\w./@:-])[A-Za-z]{5,}(?![\w@]|[./:]\w)/g, (word) => {
    const low = word.toLowerCase()
    if (KNOWN_SET.has(low) || KNOWN_SET.has(low.replace(/(?:s|es|d|ed|ing|ly)$/, '')) || REAL.has(low))
      return word
    return KNOWN.find((known) => known[0] === low[0] && slips(low, known) <= (low.length > 8 ? 2 : 1)) ?? word
  })
}

/** Damerau-Levenshtein distance, cut short at 3. */
function slips(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row[j] = Math.min(
        at(rows, i - 1, j) + 1,
        (row[j - 1] ?? 9) + 1,
        at(rows, i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        swap ? at(rows, i - 2, j - 2) + 1 : 9,
      )
    }
    rows.push(row)
  }
  return at(rows, a.length, b.length)
}

const at = (rows: number[][], i: number, j: number): number => rows[i]?.[j] ?? 9
