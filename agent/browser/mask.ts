/** Puts a secret's variable wherever its value stands. */
export interface Mask {
  text(text: string): string
  /** Of an address: its host stays, or it would lead nowhere. */
  url(url: string): string
  /** Every string within, keys too; bytes stay as they are. */
  all<T>(value: T): T
}

/** Shorter than this tells nothing by itself, and stands in every other word. */
const LEAST = 3
/** Shorter ones, and plain words, are hidden only where they stand alone: "demo" is no secret within "demonstration". */
const LONG = 8
const ALONE = ['(?<![\\p{L}\\p{N}_.-])', '(?![\\p{L}\\p{N}_-])'] as const

/** `values`: by variable, all that must not be told of it. */
export function createMask(values: Readonly<Record<string, readonly string[]>>): Mask {
  const rules = Object.entries(values)
    .flatMap(([name, own]) => own.flatMap(spellings).map((spelling) => ({ name, spelling })))
    .filter(({ spelling }) => spelling.length >= LEAST)
    // The longest first: a password may begin with the user's name.
    .toSorted((a, b) => b.spelling.length - a.spelling.length)
    .map(({ name, spelling }) => ({ pattern: patternOf(spelling), instead: `%${name}%` }))
  // By function: a dollar sign in a name means itself.
  const text = (told: string) =>
    rules.reduce((left, { pattern, instead }) => left.replace(pattern, () => instead), told)
  const all = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value)
    if (Array.isArray(value)) return value.map(all)
    if (typeof value !== 'object' || value === null || !isPlain(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [text(key), all(part)]))
  }
  return {
    text,
    url(url) {
      const [origin = ''] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url) ?? []
      return origin + text(url.slice(origin.length))
    },
    // Strings become strings and the rest stays, so the shape is the one that came in.
    all: <T>(value: T) => all(value) as T,
  }
}

const isPlain = (value: object) => {
  const kind = Object.getPrototypeOf(value)
  return kind === Object.prototype || kind === null
}

/** A value as pages, addresses, forms, JSON and headers write it. */
function spellings(given: string): string[] {
  const value = given.toWellFormed()
  const form = new URLSearchParams([['', value]]).toString().slice(1)
  const json = JSON.stringify(value).slice(1, -1)
  const html = value
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
  const base64 = value.length >= LONG ? [Buffer.from(value).toString('base64')] : []
  const known = [
    value,
    value.trim(),
    encodeURIComponent(value),
    encodeURI(value),
    form,
    json,
    html,
    ...base64,
  ]
  return [...new Set(known)]
}

function patternOf(spelling: string): RegExp {
  const digits = spelling.replace(/[\s-]/g, '')
  // Pages write the number of a card in groups.
  if (/^\d{8,}$/.test(digits)) return new RegExp([...digits].join('[\\s-]?'), 'g')
  const literal = spelling.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  const isWord = spelling.length < LONG || /^\p{L}{1,12}$/u.test(spelling)
  // Addresses mean the same in capitals.
  const flags = spelling.includes('@') || spelling.includes('%40') ? 'giu' : 'gu'
  return new RegExp(isWord ? ALONE.join(literal) : literal, flags)
}
