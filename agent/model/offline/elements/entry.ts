import { FIELD_VALUES, fieldKind, PERSONAL } from './fields.ts'
import type { Intent } from './intent.ts'

const ARTICLE =
  '(?:the |a |an |my |your |our |die |das |den |der |dem |eine?n? |meine?n? |als |el |la |los |un |una |mi |tu )?'
const ENTER =
  'enter|type(?: in)?|fill in|provide|put in|write|input|give|trage?|gib|gebe?|tippe|introduce|introduzca|escribe|pon'
/** A number, a date, a code, a time: what nobody takes for a word. */
const FIGURE = '[\\d+][\\d\\s.,:/+-]*[A-Za-z]{0,3}|[A-Z]+\\d[A-Z\\d-]*'
const WITH_FIGURE = new RegExp(`^(?:${ENTER}) ${ARTICLE}(.+?)(?: ein| an)?:? (${FIGURE})$`, 'i')
const SAID = new RegExp(
  `^(?:say|state|tell them|gib an|di|indica)(?: that|,? dass| que)? ${ARTICLE}(.+?) (?:is|are|ist|sind|es|son|tiene) (.+)$`,
  'i',
)
const RENAMED = new RegExp(
  `^(?:rename|retitle|benenne|umbenenne|renombra) ${ARTICLE}(.+?) (?:to|into|as|in|zu|a|como) (.+?)(?: um)?$`,
  'i',
)
const OWN = new RegExp(`^(?:${ENTER}) (?:the|my|your|meine?n?|deine?n?|mi|tu) (.+?)(?: ein| an)?$`, 'i')

/** Steps that say what to enter without saying "into": "enter the card number 4000", "say that the driver is 28". */
export function entering(step: string): Intent | undefined {
  const text = step.trim().replace(/[.!]$/, '')
  const said = WITH_FIGURE.exec(text) ?? SAID.exec(text) ?? RENAMED.exec(text)
  if (said?.[1] && said[2]) return { kind: 'type', field: said[1], value: said[2].trim() }
  const own = OWN.exec(text)?.[1]
  const kind = own === undefined ? 'unknown' : fieldKind(own)
  const value = FIELD_VALUES[kind]
  return own && value && PERSONAL.has(kind) ? { kind: 'type', field: own, value } : undefined
}

const TRAILING =
  /^(.+?) (?:in|from|to|on|at|by|desde|en|a|para|el|nach|von|ab|am|bis|mit) (\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)*|\d{4}-\d\d-\d\d|[\d.,]+)$/u

/** What may be typed although nothing says so: "fly from Seville", "return it on 2031-08-11". */
export function trailing(step: string): { field: string; value: string } | undefined {
  const found = TRAILING.exec(step.trim().replace(/[.!]$/, ''))
  return found?.[1] && found[2]
    ? { field: step.trim().slice(0, -found[2].length), value: found[2] }
    : undefined
}
