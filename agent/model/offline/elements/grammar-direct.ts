import { entering } from './entry.ts'
import type { Intent } from './intent.ts'
import { ordinalIn } from './literals.ts'
import { fieldOfEntry } from './secrets.ts'

const REFUSING =
  /\b(reject|decline|deny|refuse|dismiss|without|only|necessary|essential|no|nur|lehne?|ablehnen|verweigere?|weise|notwendige\w*|rechaza\w*|deniega|necesarias|solo)\b/

/** Steps that name their operation: a key, scrolling, cookies, a value for a field, a product for the cart. */
export function direct(step: string, text: string): Intent | undefined {
  if (
    /\b(cookies?|consent|gdpr)\b/.test(text) &&
    !/\b(policy|settings|preferences|open|read|page)\b/.test(text)
  )
    return {
      kind: 'cookies',
      accept: !REFUSING.test(text),
    }
  const key =
    /^(?:press|hit|tap)(?: the)? (enter|return|escape|esc|tab|space|arrow ?(?:down|up|left|right))(?: key)?$/.exec(
      text,
    )
  if (key?.[1]) return { kind: 'press', key: keyName(key[1]) }
  if (/^(scroll|swipe)\b/.test(text)) return { kind: 'scroll', to: text.replace(/^(scroll|swipe) ?/, '') }
  if (
    /^(go |return |back |navigate |head )*(to )?(the )?(home ?page|home|start page|startseite)$/.test(text) ||
    /^(open|visit) (the )?(home ?page|start page)$/.test(text)
  )
    return { kind: 'home' }
  const cart =
    /^(?:add|put|place) (.*?) ?(?:in|into|to) (?:the |your |my |a )?(?:shopping )?(?:cart|basket|bag|trolley)\b/.exec(
      text,
    )
  if (cart) return { kind: 'cart', text: cart[1] ?? '', ordinal: ordinalIn(text) }
  const foreign =
    /^(?:lege?|packe?|tue?|fuge?) (.*?) (?:(?:in den|zum|dem) (?:warenkorb|einkaufswagen|korb)|in die (?:einkaufs)?tasche)\b/.exec(
      text,
    ) ??
    /^(?:anade|anadir|agrega|agregar|pon|mete)(?:l[oa]s?)? (.*?) ?(?:al carrito|a la cesta|en el carrito|en la cesta)\b/.exec(
      text,
    )
  if (foreign) return { kind: 'cart', text: foreign[1] ?? '', ordinal: ordinalIn(text) }
  const entry = fieldOfEntry(step)
  if (entry) return { kind: 'type', ...entry }
  const code =
    /^(?:apply|use|enter|redeem|add) (?:the |a |my )?(?:promo(?:tion)? |coupon |discount |voucher |gift )?code (\S+)$/i.exec(
      step,
    ) ??
    /^(?:apply|use|enter|redeem|add) (?:the |a |my )?(?:promo(?:tion)?|coupon|discount|voucher|gift card) (\S*[\dA-Z]{3}\S*)$/.exec(
      step,
    ) ??
    /^(?:löse|nutze|verwende) (?:den |meinen )?(?:gutschein|rabatt|aktions)(?:code)? (\S+)(?: ein)?$/i.exec(
      step,
    ) ??
    /^(?:aplica|usa|introduce|canjea) (?:el |un )?(?:cup[oó]n|c[oó]digo|vale)(?: de descuento)? (\S+)$/i.exec(
      step,
    )
  if (code?.[1]) return { kind: 'type', value: unquoted(code[1]), field: 'promo code' }
  return entering(step) ?? typing(step) ?? choosing(step) ?? toggling(text)
}

const keyName = (word: string) => {
  if (word === 'return') return 'Enter'
  if (word === 'esc') return 'Escape'
  const arrow = /^arrow ?(\w+)$/.exec(word)?.[1]
  return (arrow ? 'Arrow' : '') + (arrow ?? word).replace(/^./, (letter) => letter.toUpperCase())
}

const unquoted = (text: string) => text.trim().replace(/^["'“”‘’«»]+|["'“”‘’«»]+$/g, '')
const FIELD = /(?: (?:field|box|input|text ?box|dropdown|drop-down|select|list|menu))?[.!]?$/i

/** "type X into Y", "enter X in the Y field", "fill Y with X", "put 3 in the quantity field". */
function typing(step: string): Intent | undefined {
  const into =
    /^(?:type|enter|write|input|put)(?: in)? (.+?) (?:in|into|as|for) (?:the |your |my )?(.+)$/i.exec(
      step.trim(),
    )
  const filled = /^(?:fill|fill in|complete) (?:the |your |my )?(.+?) (?:with|as) (.+)$/i.exec(step.trim())
  if (filled?.[1] && filled[2] && !/\bform\b/i.test(filled[1]))
    return { kind: 'type', value: unquoted(filled[2]), field: unquoted(filled[1].replace(FIELD, '')) }
  if (into?.[1] && into[2])
    return { kind: 'type', value: unquoted(into[1]), field: unquoted(into[2].replace(FIELD, '')) }
  return undefined
}

/** "set Y to X", "select X in Y", "choose X from the Y dropdown", "sort by X". */
function choosing(step: string): Intent | undefined {
  const set =
    /^(?:set|change|switch) (?:the |your |my )?(.+?) to (.+)$/i.exec(step.trim()) ??
    /^(?:stelle?|setze?|ändere?|aendere?|wechsle|wechsele) (?:die |das |den |der )?(.+?) (?:auf|zu|in) (.+)$/i.exec(
      step.trim(),
    ) ??
    /^(?:cambia|cambiar|pon|ajusta) (?:el |la |los |las )?(.+?) (?:a|al|en|por) (.+)$/i.exec(step.trim())
  if (set?.[1] && set[2])
    return { kind: 'set', value: unquoted(set[2]), field: unquoted(set[1].replace(FIELD, '')) }
  const pick =
    /^(?:select|choose|pick(?! up\b)) (.+?) (?:in|from|as|for|under) (?:the |your |my )?(.+)$/i.exec(
      step.trim(),
    )
  if (pick?.[1] && pick[2])
    return { kind: 'set', value: unquoted(pick[1]), field: unquoted(pick[2].replace(FIELD, '')) }
  const sort = /^(?:sort|order)(?: [\w ]+?)? by (.+)$/i.exec(step.trim())
  return sort?.[1] ? { kind: 'set', value: unquoted(sort[1]), field: 'sort by' } : undefined
}

function toggling(text: string): Intent | undefined {
  const terms = /^(?:accept|agree to|agree with) (?:the |all )*(terms|conditions|privacy|agb)/.exec(text)
  if (terms?.[1]) return { kind: 'toggle', text: terms[1], on: true }
  const filter = /^(?:filter by|show only|only show)(?: the)? (.+)$/.exec(text)
  if (filter?.[1]) return { kind: 'toggle', text: filter[1], on: true }
  const on = /^(?:tick|check|enable|turn on|switch on|activate)(?: the)? (?!(?:out|in)\b)(.+)$/.exec(text)
  if (on?.[1]) return { kind: 'toggle', text: on[1], on: true }
  const off = /^(?:untick|uncheck|disable|turn off|switch off|deactivate)(?: the)? (.+)$/.exec(text)
  return off?.[1] ? { kind: 'toggle', text: off[1], on: false } : undefined
}
