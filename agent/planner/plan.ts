import type { Hardware } from './devices.ts'
import type { Interest } from './references.ts'

/** The device and locale a visitor's browser shows. The browser's own version is filled in by the runner. */
export interface Identity extends Hardware {
  timeZone: string
  /** BCP 47, most wanted first, such as ['de-DE', 'de', 'en']. */
  languages: string[]
}

/** Values that forms are filled with, by variable name; actions refer to them as `%email%`. */
export interface PersonaVariables {
  email: string
  firstName: string
  lastName: string
  name: string
  company: string
  password: string
  phone: string
}

export interface Persona {
  identity: Identity
  /** ISO 3166 two-letter code. */
  country: string
  /** Undefined for a direct visit. */
  referrer?: { name: string; url: string }
  /** Of a tagged link; undefined for any other way to come. */
  utm?: { source: string; medium: string; campaign: string }
  /** Was there before: keeps the storage of an earlier visit. */
  returning: boolean
  interest: Interest
  variables: PersonaVariables
}

/** One planned visit. Times are milliseconds; `offsetMs` counts from the start of the burst's window. */
export interface PlannedSession {
  /** 1..N in order of arrival. */
  number: number
  offsetMs: number
  persona: Persona
  /**
   * How many steps of the journey this visit takes; fewer than the journey has means it drops off as planned.
   * Without a journey: how many links it follows.
   */
  stepsToTake: number
  /** A step of it signs up, or logs in; the first of the two. Undefined for neither. */
  account?: 'makes' | 'needs'
  /** What the plan wants it to end as, if nothing breaks. */
  intent: 'completed' | 'dropped' | 'bounced'
  /** Time spent on the landing page and after each step: `stepsToTake + 1` figures. */
  dwellMs: number[]
  /** Pages that no step asks for, in milliseconds spent on each. Undefined for a visit that makes none. */
  sideTrips?: {
    /** Looked at before the first step; the visitor hesitates, and comes back to the landing page after each. */
    before: number[]
    /** Wandered through after the last step. */
    after: number[]
  }
}
