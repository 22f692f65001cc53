/** Names of people and places, of one or more words. */
export const NAME = "\\p{Lu}[\\p{L}'-]+(?: (?:(?:de|am|an der) )?\\p{Lu}[\\p{L}'-]+)*"

export const ROUTE = new RegExp(
  `(?:\\bfrom|\\bvon|\\bab|\\bde|\\bdesde) (${NAME}) (?:to|nach|a|hasta) (${NAME})`,
  'u',
)
export const FROM = /^(from|origin|origen|von|departure|abflug|start|desde|leaving|salida)\b/
export const TO = /^(to|destin|ziel|nach|arrival|hasta|going|where to|destino)\b|^destin/

export const DATED = /\b(dates?|datum|fecha|arrival|departure|anreise|abreise|check-?in|check-?out|due|day)\b/
export const TIMED = /\b(time|uhrzeit|hora|beginn|start|from|begin)\b/

/** Numbers that are written out, in the order of what they come to from two on. */
const WRITTEN = [
  'two zwei dos',
  'three drei tres',
  'four vier cuatro',
  'five fünf cinco',
  'six sechs seis',
  'seven sieben siete',
  'eight acht ocho',
]
export const FIGURES: Readonly<Record<string, string>> = Object.fromEntries(
  WRITTEN.flatMap((words, at) => words.split(' ').map((word) => [word, String(at + 2)])),
)
const NUMBER = ['\\d+', ...Object.keys(FIGURES)].join('|')
export const COUNT = new RegExp(
  `(?<![\\p{L}\\d.,])(${NUMBER}) (?:guests?|people|persons?|adults?|passengers?|seats?|employees|users|personas?|adultos|pasajeros|comensales|gäste|personen|erwachsene|stück|stk|pieces|items|copies|unidades|hours?|stunden|horas)(?!\\p{L})`,
  'giu',
)
export const COUNTED =
  /\b(guests?|people|persons?|adults?|passengers?|party|seats?|users|hours|quantity|qty|how many|number of|gaste|personen|erwachsene|stunden|anzahl|menge|comensales|personas|adultos|pasajeros|horas|cantidad)\b/
export const MONEY =
  /(?:\b(bis|up to|under|below|hasta|max(?:imum)?|unter|höchstens|at most) (?:zu )?)?(?:[€$£] ?(\d[\d.,]*\d|\d)|(?<![\p{L}\d.,])(\d[\d.,]*\d|\d) ?(?:euros?|eur|€|dollars?|usd|\$|pounds?|£)(?!\p{L}))/giu
export const SUM =
  /\b(amount|sum|betrag|importe|price|preis|precio|rent|miete|alquiler|max\w*|budget|cost|abschlag|limit|cantidad|summe)\b/
export const MOST = /\b(up to|until|max\w*|bis|hasta|most)\b/

export const WHOM = new RegExp(`\\b(?:an|to|a|para|for|für) (${NAME})`, 'u')
export const RECIPIENT =
  /\b(recipient|payee|beneficiary|receiver|empfanger\w*|beneficiari[oa]|destinatari[oa]|client|customer|kunde)\b/
/** Of a given name and a family name. */
export const PERSON =
  /\b(?:called|named|namens|llamad[oa]|for|für|para) (\p{Lu}[\p{L}'-]+) (\p{Lu}[\p{L}'-]+)/u
export const PLACE = new RegExp(`\\b(?:in|en) (${NAME})`, 'u')

/** Names and figures; what is no name begins small. */
export const VALUE =
  /^(?:\d[\d.,:/-]*\d|\d)(?![\p{L}\d])|^\p{Lu}[\p{L}\d'-]*(?: (?:\p{Lu}[\p{L}\d'-]*|\d+)(?![\p{L}\d]))*/u
/** An English name may go on small: "the title Great shoes". */
export const GOING_ON =
  /^(?: (?!(?:and|with|saying|that|to|on|at|in|from|for|by|of|the|as|is|then|under|via)\b)\p{Ll}+)+/u
export const QUOTED = /^["“„«]([^"“”„«»]+)["”“»]/
