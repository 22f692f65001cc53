const QUOTED = /["“”«»]([^"“”«»]+)["“”«»]|(?<!\w)['‘’]([^'‘’]+)['‘’](?!\w)/g
const EMAIL = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g

/** Literal values a step holds: what stands in quotes, and e-mail addresses. */
export function literals(step: string): string[] {
  const quoted = [...step.matchAll(QUOTED)].map((match) => (match[1] ?? match[2] ?? '').trim())
  const mails = step.match(EMAIL) ?? []
  return [...new Set([...quoted, ...mails])].filter(Boolean)
}

/** English, German and Spanish; words without accents. */
const ORDINALS: readonly (readonly [number, string])[] = [
  [1, 'first 1st erste ersten primer primero primera'],
  [2, 'second 2nd zweite zweiten segundo segunda'],
  [3, 'third 3rd dritte dritten tercer tercero tercera'],
  [4, 'fourth 4th vierte vierten'],
  [5, 'fifth 5th funfte funften'],
  [-1, 'last letzte letzten ultimo ultima'],
]
const PLACES = new Map(
  ORDINALS.flatMap(([place, words]) => words.split(' ').map((word) => [word, place] as const)),
)

/** What was just done or a time, no place in a list. */
const RECENT =
  /\b(my|our|the|their) (last|latest) (?=[a-z]+s\b)|\blast (?=(change|action|edit|step|time|night|week|month|year|contact|contacted|used|modified|updated|login|seen|viewed|opened|edited|active|\d+)s?\b)|\b(ultimos|ultimas|letzte) (?=\w+)/g

/** The place an ordinal names: 1 is the first, -1 the last. */
export function ordinalIn(text: string): number | undefined {
  const word = text
    .replace(RECENT, '')
    .split(/[^a-z0-9]+/)
    .find((part) => PLACES.has(part))
  return word === undefined ? undefined : PLACES.get(word)
}

export const ORDINAL_NAMES: readonly string[] = [...PLACES.keys()]
