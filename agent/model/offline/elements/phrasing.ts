import { plain } from './words.ts'

const PARTICLES =
  'an|ab|aus|auf|ein|um|zu|vor|nach|mit|los|fest|weiter|zuruck|zusammen|herunter|hinzu|hoch|durch|teil|frei|bei|wieder|weg'
/** "lehne den Antrag ab": the verb is "ablehnen". */
const SPLIT = new RegExp(
  `^(\\w{3,}?)(?:e|st|en)? (?=.* (${PARTICLES})(?: und|$))(.*?) (?:${PARTICLES})(?=$| und)`,
)
const GERMAN =
  /\b(der|die|das|den|dem|des|ein|eine|einen|mich|dich|sich|mein|meine|meinen|es|zum|zur|im|vom|fur|alle|neue|neuen)\b/

/** "añádelas", "llámame": the accent is there for the pronoun that hangs on. */
const CLITIC = /^(\p{L}*[áéíóú]\p{L}*?)(?:me|te|se|nos)?(?:las|los|les|la|lo|le|me|te|se|nos)(?=$|\s)/iu

/** Things that are begun by opening them. */
const BEGUN =
  /^(?:open|start|raise|file|log|make|set up|put in|begin|lodge) (?:an?|another|one more) (?:new )?(?=(?:ticket|case|issue|thread|topic|discussion|conversation|claim|request|dispute|list|page|entry|document|note|project|post|list|board|folder|card|event|meeting|appointment|task|campaign|poll)\b)/

/** A step with its doing in one word, where the language spreads it over several or hangs something on it. */
export function unfolded(step: string): string {
  const bare = step.trim().replace(CLITIC, '$1')
  const text = plain(bare)
  const isLogin = /^melde? (dich|mich|sich)\b.*\ban$/.test(text)
  const split =
    !isLogin && (GERMAN.test(text) || / (aus|ab|herunter|hinzu|zuruck)$/.test(text)) ? SPLIT.exec(text) : null
  if (split)
    return bare
      .split(/\s+/)
      .reduce((out, word, i, all) => joined(out, word, i, all.length, split), '')
      .trim()
  return bare
    .replace(/^take (.*?) (?:off|out)(?: again)?$/i, 'remove $1')
    .replace(/^(?:throw (.*?) away|get rid of (.*))$/i, 'delete $1$2')
    .replace(/^marca(?:r)? como (\w+) (.*)$/i, '$1 $2')
    .replace(/^put (?=.* (?:in|into|on|onto|to) )/i, 'add ')
    .replace(/^(undo|revert|discard) .*\b(last|latest|recent)\b.*/i, '$1')
    .replace(BEGUN, 'create ')
    .replace(/^(?:write|compose|draft) (?:an?|another) new /i, 'create ')
}

function joined(out: string, word: string, at: number, count: number, split: RegExpExecArray): string {
  if (at === 0) return `${split[2]}${split[1]}en`
  const isParticle = plain(word).replace(/[.!]$/, '') === split[2] && at >= count - 1
  return isParticle ? out : `${out} ${word}`
}
