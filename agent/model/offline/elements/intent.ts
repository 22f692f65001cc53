import { plain } from './words.ts'

/** What a form is for; `fill` is any form ("fill in the form"), `other` is told by the step's own words. */
export type Goal =
  | 'signup'
  | 'login'
  | 'invite'
  | 'checkout'
  | 'buy'
  | 'subscribe'
  | 'contact'
  | 'search'
  | 'fill'
  | 'other'

/** What a click step does with its thing: the word decides which unnamed buttons of a card may serve it. */
export type Verb = 'click' | 'choose' | 'open'

export type Intent =
  | {
      kind: 'click'
      text: string
      quoted?: string
      place?: string
      ordinal?: number
      any: boolean
      verb: Verb
    }
  | { kind: 'form'; goal: Goal; text: string; values: string[] }
  | { kind: 'cart'; text: string; ordinal?: number }
  | { kind: 'type'; value: string; field: string }
  | { kind: 'set'; value: string; field: string }
  | { kind: 'toggle'; text: string; on: boolean }
  | { kind: 'press'; key: string }
  | { kind: 'scroll'; to: string }
  | { kind: 'cookies'; accept: boolean }
  | { kind: 'home' }

const QUOTED = /["“”«»]([^"“”«»]+)["“”«»]|(?<!\w)['‘’]([^'‘’]+)['‘’](?!\w)/g
const EMAIL = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g
const ORDINALS: Readonly<Record<string, number>> = {
  ...{
    first: 1,
    second: 2,
    third: 3,
    fourth: 4,
    fifth: 5,
    '1st': 1,
    '2nd': 2,
    '3rd': 3,
    '4th': 4,
    '5th': 5,
    last: -1,
  },
  ...{
    erste: 1,
    ersten: 1,
    zweite: 2,
    zweiten: 2,
    dritte: 3,
    dritten: 3,
    primer: 1,
    primero: 1,
    segundo: 2,
    tercer: 3,
  },
}

/** Literal values a step holds: what stands in quotes, and e-mail addresses. */
export function literals(step: string): string[] {
  const quoted = [...step.matchAll(QUOTED)].map((match) => (match[1] ?? match[2] ?? '').trim())
  const mails = step.match(EMAIL) ?? []
  return [...new Set([...quoted, ...mails])].filter(Boolean)
}

/** One part of a step, as an intent. Never fails: what no rule knows is a click on what the words name. */
export function intentOf(step: string): Intent {
  const text = plain(step)
    .replace(/^(then|and|now|please|next|finally|the visitor|they|you|to)[, ]+/, '')
    .replace(/[.!]+$/, '')
  return direct(step, text) ?? form(step, text) ?? click(step, text)
}

function direct(step: string, text: string): Intent | undefined {
  if (
    /\b(cookies?|consent|gdpr)\b/.test(text) &&
    !/\b(policy|settings|preferences|open|read|page)\b/.test(text)
  )
    return {
      kind: 'cookies',
      accept: !/\b(reject|decline|deny|refuse|only|necessary|ablehnen|rechazar)\b/.test(text),
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
  return typing(step) ?? choosing(step) ?? toggling(text)
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
  const set = /^(?:set|change|switch) (?:the |your |my )?(.+?) to (.+)$/i.exec(step.trim())
  if (set?.[1] && set[2])
    return { kind: 'set', value: unquoted(set[2]), field: unquoted(set[1].replace(FIELD, '')) }
  const pick = /^(?:select|choose|pick) (.+?) (?:in|from|as|for|under) (?:the |your |my )?(.+)$/i.exec(
    step.trim(),
  )
  if (pick?.[1] && pick[2])
    return { kind: 'set', value: unquoted(pick[1]), field: unquoted(pick[2].replace(FIELD, '')) }
  const sort = /^(?:sort|order)(?: \w+)? by (.+)$/i.exec(step.trim())
  return sort?.[1] ? { kind: 'set', value: unquoted(sort[1]), field: 'sort by' } : undefined
}

function toggling(text: string): Intent | undefined {
  const terms = /^(?:accept|agree to|agree with) (?:the |all )*(terms|conditions|privacy|agb)/.exec(text)
  if (terms?.[1]) return { kind: 'toggle', text: terms[1], on: true }
  const filter = /^(?:filter by|show only|only show)(?: the)? (.+)$/.exec(text)
  if (filter?.[1]) return { kind: 'toggle', text: filter[1], on: true }
  const on = /^(?:tick|check|enable|turn on|switch on|activate)(?: the)? (?!out\b)(.+)$/.exec(text)
  if (on?.[1]) return { kind: 'toggle', text: on[1], on: true }
  const off = /^(?:untick|uncheck|disable|turn off|switch off|deactivate)(?: the)? (.+)$/.exec(text)
  return off?.[1] ? { kind: 'toggle', text: off[1], on: false } : undefined
}

const CLICK =
  /^(?:click|tap|press|hit|push)(?: on)?\b|^(?:open|go to|visit|navigate to|head to|switch to|see|view|look at|klicke?|offne|gehe? zu|abre|haz clic en|ve a)\b/
const GOALS: readonly (readonly [RegExp, Goal])[] = [
  [
    /\bsubscri\w+ (to|for) .*\b(newsletter|updates|mailing list|digest|letter)\b|\bnewsletter\b|\bmailing list\b|^subscribe$|^subscribe with\b/,
    'subscribe',
  ],
  [
    /\binvite\b|\beinladen\b|\binvita(r)?\b|^add (a |another |one )?(team ?mate|colleague|team member|member|co-?worker)\b/,
    'invite',
  ],
  [/^(search|look|suche?|busca|find|filter)\b.* (for|nach)\b|^(search|suche|busca)\b/, 'search'],
  [/^(buy|purchase|order|upgrade|subscribe to|kaufe?|compra)\b/, 'buy'],
  [
    /^check ?-?out\b(?! (the|our|their|some|what|how|this|that)\b)|\b(go|proceed|continue) to (the )?check ?-?out\b|^(complete|finish|place) (the |my |an |your )?(order|purchase|checkout|payment)\b|^pay\b|^zur kasse\b|^finaliza/,
    'checkout',
  ],
  [
    /^(contact|message|write to|get in touch|reach out|talk to|speak (to|with))\b|^send (us |them )?(a |an )?(message|enquiry|inquiry)\b|^(fill|complete|submit).*contact form/,
    'contact',
  ],
  [/^(log|sign)[ -]?in\b|^login\b|^melde dich an|^(anmelden|einloggen)\b|^inicia(r)? sesion/, 'login'],
  [
    /^sign(s|ing)?[ -]?up\b|^register\b|^(create|open|make|set up|get) (an |a |my |your |the )?(new |free |user )*account\b|^join\b|^get started\b|^(start|begin|try) .*\b(trial|free)\b|^registrier|^registrat?e|^crea (una )?cuenta|^erstelle? ein konto/,
    'signup',
  ],
  [/^(fill|complete|submit|answer|send)\b.*\b(form|survey|questionnaire|fields)\b/, 'fill'],
  [
    /^(create|add|make|book|request|schedule|send|submit|save|post|leave|start|update|apply|reserve)\b/,
    'other',
  ],
]

/** An account of another site's: a button of its own, not the form. */
const SOCIAL = /\b(with|using|via|through) (google|github|apple|facebook|microsoft|linkedin|sso)\b/

function form(step: string, text: string): Intent | undefined {
  if (CLICK.test(text) || SOCIAL.test(text)) return undefined
  const goal = GOALS.find(([pattern]) => pattern.test(text))?.[1]
  if (!goal) return undefined
  const values = literals(step)
  if (goal === 'search') values.push(...searched(step))
  return { kind: 'form', goal, text, values }
}

/** What "search for hats" looks for, when it isn't in quotes. */
function searched(step: string): string[] {
  if (literals(step).length > 0) return []
  const match =
    /^(?:search|look|suche?|busca|find|filter)\b(?:.*? (?:for|nach))? (?:an? |the |some )?(.+)$/i.exec(
      step.trim(),
    )
  return match?.[1]
    ? [match[1].replace(/ (?:in|on|with|using) the .*$| products$/i, '').replace(/[.!]$/, '')]
    : []
}

const HEAD =
  /^(?:(?:click|tap|press|hit|push|klicke?)(?: (?:on|auf))?|open|go to|go|visit|navigate to|head (?:over )?to|switch to|see|view|look at|check out|read|browse|choose|pick|select|take|explore|follow|show|find|return to|continue to|offne|gehe? (?:zu|auf)|abre|haz clic en|ve a|mira|lee|lies|wahle) ?(?:through )?/

function click(step: string, text: string): Intent {
  const quoted = literals(step)[0]
  const place =
    / (?:under|beneath|in|inside|within|of|next to|beside|at|on) (?:the )?(.+?)(?: section| card| row| area)?$/.exec(
      text,
    )
  return {
    kind: 'click',
    text: text.replace(HEAD, ''),
    quoted,
    place: place?.[1],
    ordinal: ordinalIn(text),
    any: /\b(an?|any|some|one of|ein|eine|einen|un|una)\b (?!few)/.test(text),
    verb: verbOf(text),
  }
}

function verbOf(text: string): Verb {
  if (/^(click|tap|press|hit|push|klick)/.test(text)) return 'click'
  return /^(choose|pick|select|take|get|start|try|wahle)\b/.test(text) ? 'choose' : 'open'
}

function ordinalIn(text: string): number | undefined {
  const word = text.split(/[^a-z0-9]+/).find((part) => part in ORDINALS)
  return word ? ORDINALS[word] : undefined
}
