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
  | { kind: 'form'; goal: Goal; text: string; step: string; values: string[] }
  | { kind: 'cart'; text: string; ordinal?: number }
  | { kind: 'type'; value: string; field: string }
  | { kind: 'set'; value: string; field: string }
  | { kind: 'toggle'; text: string; on: boolean }
  | { kind: 'press'; key: string }
  | { kind: 'scroll'; to: string }
  | { kind: 'cookies'; accept: boolean }
  | { kind: 'home' }
