import { direct } from './grammar-direct.ts'
import { form } from './grammar-form.ts'
import type { Intent, Verb } from './intent.ts'
import { literals, ordinalIn } from './literals.ts'
import { plain } from './words.ts'

/** One part of a step, as an intent. Never fails: what no rule knows is a click on what the words name. */
export function intentOf(step: string): Intent {
  const text = plain(step)
    .replace(/^(then|and|now|please|next|finally|the visitor|they|you|to)[, ]+/, '')
    .replace(/[.!]+$/, '')
    .replace(
      /\b(?:top|newest|latest|most (?:recent|popular|read)|neuesten?|aktuellsten?) (?=(story|article|post|result|product|item|thread|topic|entry|video|episode|message|question|beitrag|artikel)\b)/,
      'first ',
    )
  return direct(step, text) ?? form(step, text) ?? click(step, text)
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
