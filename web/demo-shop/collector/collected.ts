import type { CollectedEvent, DeviceClaim, Sdk } from './event.ts'

export interface SdkCounts {
  /** Each event once; copies that an SDK sent again are in `duplicates`. */
  events: number
  duplicates: number
  /** Someone who was anonymous and then identified counts once. */
  people: number
  /** Null for Mixpanel, which derives sessions when it is queried. */
  sessions: number | null
  /** Pages left, which only PostHog reports (`$pageleave`). */
  leaves: number | null
  /** Most frequent first. */
  byName: Record<string, number>
}

export interface PersonSeen {
  sdk: Sdk
  person: string
  events: number
  lastSeen: string
  device: DeviceClaim
}

export interface SessionSeen {
  sdk: Sdk
  session: string
  person: string
  events: number
  first: string
  last: string
  device: DeviceClaim
}

/** What /collected.json answers. */
export interface Collected {
  /** When counting began: the start of the shop, or the last reset. */
  since: string
  sdks: Record<Sdk, SdkCounts>
  /** Bodies that were refused as malformed or too large; nothing of them is counted. */
  refused: number
  /** The latest, newest first, out of the kept events. */
  people: PersonSeen[]
  sessions: SessionSeen[]
  /** Only with ?events=1: the newest 20,000 events, oldest first, persons resolved. */
  events?: CollectedEvent[]
}
