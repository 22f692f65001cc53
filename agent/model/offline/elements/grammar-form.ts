import type { Goal, Intent } from './intent.ts'
import { literals } from './literals.ts'
import { secretValues } from './secrets.ts'

const CLICK =
  /^(?:click|tap|press|hit|push)(?: on)?\b|^(?:open|go to|visit|navigate to|head to|switch to|see|view|look at|klicke?|offne|gehe? zu|abre|haz clic en|ve a)\b/
const GOALS: readonly (readonly [RegExp, Goal])[] = [
  [
    /\bsubscri\w+ (to|for) .*\b(newsletter|updates|mailing list|digest|letter)\b|\bnewsletter\b|\bmailing list\b|\bboletin\b|^suscrib|^abonnier|\b(price|stock) alerts?\b|^subscribe$|^subscribe with\b|^(subscribe|sign up for|get|receive|notify|tell|suscrib|abonnier)\w*\b.*\S@\S/,
    'subscribe',
  ],
  [
    /\binvite\b|\beinladen\b|\binvita(r)?\b|^add (a |another |one )?(team ?mate|colleague|team member|member|co-?worker)\b/,
    'invite',
  ],
  [
    /^(search|look|suche?|busca|find|filter)\b.* (for|nach)\b|^(search|suche|busca)\b|^(find|look up|finde|encuentra)\b.*["“„«]/,
    'search',
  ],
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
    /^sign(s|ing)?[ -]?up\b|^register\b|^(create|open|make|set up|get) (an |a |my |your |the )?(new |free |user )*account\b|^join( (us|now|today|free|for free))?$|^get started\b|^(start|begin|try) .*\b(trial|free)\b|^registrier|^registrat?e|^crea (una )?cuenta|^(erstelle?|eroffne) (ein|mein) (\w+ )?konto|^abre una cuenta/,
    'signup',
  ],
  [/^(fill|complete|submit|answer|send)\b.*\b(form|survey|questionnaire|fields)\b/, 'fill'],
  [
    /^(enrol|enroll|compose|write|get a quote|create|add|make|book|request|schedule|send|submit|save|post|leave|start|update|apply|reserve)\b|^(reset|recover) (the |my |your )?password/,
    'other',
  ],
]

/** Not an account but a place in something. */
const TO_SOMETHING =
  /\bfor (the|a|an|this|our) .*\b(course|class|lesson|workshop|event|webinar|session|seminar|training|programme?|tour|race|meetup)\b/

/** A way to pay is chosen; it is no errand. */
const BY_MEANS = /^(pay|zahle|bezahle|paga) (by|with|via|using|per|mit|con|monthly|yearly|annually)\b/
/** An account of another site's: a button of its own, not the form. */
const SOCIAL =
  /\b(with|using|via|through|mit|con) (google|github|apple|facebook|microsoft|linkedin|sso|paypal|klarna|apple pay|google pay|amazon pay|shop ?pay)\b/

/** Errands a form serves ("sign up", "invite a teammate"); undefined for a plain click. */
export function form(step: string, text: string): Intent | undefined {
  const secrets = secretValues(step)
  if (CLICK.test(text) || SOCIAL.test(text) || (BY_MEANS.test(text) && secrets.length === 0)) return undefined
  let goal = GOALS.find(([pattern]) => pattern.test(text))?.[1]
  if (!goal) return undefined
  if (goal === 'signup' && TO_SOMETHING.test(text)) goal = 'other'
  const values = [...secrets, ...literals(step)]
  const name = NAMED.exec(step.trim())?.[1]
  if (values.length === 0 && name) values.push(name)
  if (goal === 'search') values.push(...searched(step))
  return { kind: 'form', goal, text, step, values }
}

/** What the new thing is to be called. */
export const NAMED =
  /\b(?:called|named|titled|namens|llamad[oa]|(?:mit|con) dem namen) (.+?)(?: (?:with|and|mit|und|con|y) .*)?[.!]?$/i

/** Says of what kind the hits are to be; only the rest is typed. */
const KIND_OF =
  /^(?:jobs?|work|positions?|vacanc(?:y|ies)|stellen|empleos?|courses?|recipes?|articles?|products?|events?|books?|people|users?|persons?|files?|an? job) (?:as|for|about|on|named|called|als|como|sobre) (?:an? |the )?/i

/** What "search for hats" looks for, when it isn't in quotes. */
export function searched(step: string): string[] {
  if (literals(step).length > 0) return []
  const match =
    /^(?:search|look(?= for\b)|suche?|busc(?:a|ar)|find|filter)\b(?:.*? (?:for|nach))? (?:an? |the |some |eine?n? |el |la |los |las |una? )?(.+)$/i.exec(
      step.trim(),
    )
  return match?.[1]
    ? [
        match[1]
          .replace(/ (?:in|on|with|using) the .*$| products$/i, '')
          .replace(KIND_OF, '')
          .replace(
            /^(?:trips?|flights?|hotels?|reisen?|fl[uü]ge?|viajes|vuelos|stays?|rooms?) (?:to|in|nach|a|en) /i,
            '',
          )
          .replace(/[.!]$/, ''),
      ]
    : []
}
