import { codeIn } from './codes.ts'
import { trailing } from './entry.ts'
import { FIELD_VALUES } from './fields.ts'
import { NAMED, searched } from './grammar-form.ts'
import type { Intent } from './intent.ts'
import { literals } from './literals.ts'
import { secretValues } from './secrets.ts'
import { NAME } from './slot-words.ts'
import { plain, wordsOf } from './words.ts'

interface Said {
  text: string
  intent: Intent
}

/** What a step says is to be entered, the surest first. */
export function valuesIn({ text, intent }: Said): string[] {
  const mails = text.match(MAIL) ?? []
  const ruled = intent.kind === 'type' || intent.kind === 'set' ? [intent.value] : []
  const told = intent.kind === 'form' ? intent.values : []
  const quoted = [...secretValues(text), ...literals(text)]
  const all = [
    ...[codeIn(text), COLON.exec(text)?.[1], SAYING.exec(text)?.[1], asked(text), NAMED.exec(text)?.[1]],
    ...mails,
    ...(mails.length > 0 ? [] : ruled),
    ...told,
    ...[LOOKED.exec(text.trim())?.slice(1).find(Boolean), ...searched(text)].map(coded),
    ...[FIGURE.exec(text)?.[0], trailing(text)?.value],
  ]
  const clean = all.filter((value) => value !== undefined).map(bare)
  return [...new Set([...quoted, ...clean])].filter((value) => value !== '')
}

/** What is to be entered into a field of this name: what the step says after naming it, else what it says at all. */
export function valueFor(name: string, said: Said): string | undefined {
  if (literals(said.text).length > 0) return valuesIn(said)[0]
  if (said.intent.kind === 'set') return bare(said.intent.value)
  const after = afterNaming(name, said.text)
  return after === undefined ? valuesIn(said)[0] : bare(after)
}

const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g
/** What stands after a colon. */
export const saidOutright = (text: string): string | undefined => {
  const said = COLON.exec(text)?.[1]
  return said === undefined ? undefined : bare(said)
}

/** Whom a step does something for: a name, or anybody's. */
export function forWhom(text: string): string | undefined {
  const [, name, anyone] = FOR_WHOM.exec(text) ?? []
  return name ?? (anyone === undefined ? undefined : FIELD_VALUES.name)
}
const FOR_WHOM = new RegExp(
  `\\b(?:to|for|an|für|para|a) (?:(${NAME})$|(my \\w+|a friend|someone|somebody|jemanden?|alguien)$)`,
  'u',
)

/** "ask the AI: which campaign was best". */
const COLON = /^[^:"]{3,50}: (.{2,})$/
const SAYING =
  /\b(?:saying|that says|reply that|answer that|write that|tell (?:them|him|her) that|dass|diciendo que|que diga) (.+)$/i
/** "Ask the assistant how to retry": the question itself. */
const asked = (text: string) => ASKED.exec(text.trim())?.[1]
const ASKED =
  /^(?:ask|frage?|pregunta(?:le)?)\b[^:"]*? ((?:how|what|when|why|where|who|which|whether|wie|was|wann|warum|wo|wer|welche\w*|ob|cómo|qué|cuándo|cuánt\w+|por qué|dónde|quién)\b .+)$/i
export const isAsking = (text: string): boolean => asked(text) !== undefined
const FIGURE = /(?<![\p{L}\d])[+]?\d[\d.,:/-]*(?: \d[\d.,:/-]*)*\d|(?<![\p{L}\d])\d(?![\p{L}\d])/u
/** "nach Zahnarzt suchen", "busca licencia de obras", "look up the word". */
const LOOKED =
  /^(?:(?:im|in der|in den|in dem|auf der) \S+ )?nach (.+?) (?:suchen|durchsuchen)$|^(?!im |in der |in den |auf )(.+?) (?:suchen|finden)$|^(?:busc(?:a|ar)|encuentra|encontrar) (?:a |el |la |los |las |un |una )?(.+)$|^(?:look up|find|google) (?:the |an? )?(.+)$/i

const WRITING =
  /^(?:enter|type(?: in)?|fill in|put(?: in)?|write|input|set|change|give|use|add|provide|trage?|gib|gebe?|tippe|schreibe?|introduc\w*|escrib\w*|pon\w*|indica\w*|rellena\w*)\s+(?:as |als |como )?(?:the |a |an |my |your |our |new |die |das |den |der |dem |eine?n? |meine?n? |el |la |los |las |un |una |mi |tu )*/i

/** "Write the message Please sign by Friday": what stands after the words that the field is called by. */
function afterNaming(name: string, text: string): string | undefined {
  const begun = WRITING.exec(text.trim())?.[0]
  if (begun === undefined) return undefined
  const words = text.trim().slice(begun.length).split(/\s+/)
  const named = wordsOf(name)
  const isOfName = (word: string) =>
    wordsOf(word).every((each) =>
      named.some((own) => own === each || (each.length > 4 && own.startsWith(each))),
    )
  let at = 0
  while (at < words.length && isOfName(words[at] ?? '')) at++
  const rest = words
    .slice(at)
    .join(' ')
    .replace(/^(?:to|with|as|is|auf|mit|zu|als|en|a|con|por|como)\s+/i, '')
  return at > 0 && rest !== '' && !/^(?:and|und|y)\b/i.test(rest) ? rest : undefined
}

/** Said after the value, and no part of it. */
const AFTER =
  /(?: (?:and|und|y) (?:then )?(?:save|send|submit|confirm|apply|search|go|press|click|check|speicher|send|absend|bestätig|such|guard|envi|confirm|busc)\p{L}*(?: .*)?| (?:with|mit|con) (?:an? |the |einer? |einem |un |una )?(?:e-?mail|threshold|fresh|price|date|amount|note)\b.*| among .*| (?:in|on|from|within|en|in) (?:the|my|our|der|dem|den|la|el|los|las) (?:list|contacts?|table|docs|page|site|inbox|mail|chats?|lista|liste|tabelle|correo|documentation|catalogue?|shop|store)\b.*)$/iu

const bare = (value: string): string =>
  value
    .replace(AFTER, '')
    .trim()
    .replace(/^["'“”„‘’«»]+|["'“”„‘’«».]+$/g, '')

/** "Rechnung RE-1007": the number is what finds it. */
const coded = (value: string | undefined): string | undefined => {
  const code = /^\p{L}+ (#?\p{Lu}*-?\d[\p{L}\d-]*)$/u.exec(value?.replace(AFTER, '').trim() ?? '')?.[1]
  return code && /\p{L}.*\d|#\d/u.test(code) ? code : value
}

const SENT =
  /\b(?:and|und|y) (?:then )?(?:save|send|submit|confirm|apply|post|speicher|send|absend|abschick|bestatig|guard|envi|confirm|aplica|search|busca|continue|weiter|continua|sigue|check (?:it|them)|pay|paga|zahl|bezahl)\w*/

/** Whether a step ends with sending what it enters. */
export const isSent = (text: string): boolean => SENT.test(plain(text))
