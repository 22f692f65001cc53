import { plain, stem, wordsOf } from './words.ts'

/** Pairs that stand side by side on pages and must never be taken for each other. */
const PAIRS: readonly (readonly [string, string])[] = [
  [
    'increase plus more up higher raise warmer louder bigger larger brighter stronger longer taller faster add',
    'decrease minus less down lower reduce colder quieter smaller shorter darker dim weaker slower',
  ],
  ['on enable activate', 'off disable deactivate'],
  ['zoomin', 'zoomout'],
  ['next forward', 'previous back backward'],
  [
    'accept agree allow approve akzeptieren akzeptiere zustimmen aceptar acepta permitir',
    'reject decline refuse deny essential necessary required without ablehnen lehne notwendige notwendigen rechazar rechaza necesarias',
  ],
  ['expand show unhide', 'collapse hide'],
  ['login signup', 'logout'],
  ['undo', 'redo'],
  ['upload import', 'download export'],
  ['mute', 'unmute'],
  ['lock freeze', 'unlock unfreeze'],
  ['play resume', 'pause'],
  ['yearly annual annually', 'monthly'],
  ['dark', 'light'],
  ['follow', 'unfollow'],
  ['subscribe', 'unsubscribe'],
  ['open', 'close'],
  ['ascending', 'descending'],
  ['oneway', 'return roundtrip'],
  ['add', 'remove delete'],
  ['incoming received', 'outgoing sent'],
]
const side = (words: string) => new Set(words.split(' ').flatMap((word) => [word, stem(word)]))
const SIDES = PAIRS.map(([a, b]) => [side(a), side(b)] as const)

/** Words as they stand, which folding would lose ("on", "off", "up"), and as they are folded. */
const said = (text: string) => [...plain(text).split(/[^\p{L}\p{N}]+/u), ...wordsOf(text)]

/** Whether a name says the opposite of what the step asks for: "Zoom out" to "zoom in". */
export function isOpposite(step: string, name: string): boolean {
  const [asked, named] = [said(step), said(name)]
  const some = (words: readonly string[], side: ReadonlySet<string>) => words.some((word) => side.has(word))
  return SIDES.some(([a, b]) => {
    const [wantsA, wantsB] = [some(asked, a), some(asked, b)]
    if (wantsA === wantsB) return false
    const [saysA, saysB] = [some(named, a), some(named, b)]
    return saysA !== saysB && saysA !== wantsA
  })
}
