import type { Collected, SdkCounts } from './collected.ts'
import type { CollectedEvent, RequestClaim, Sdk, SentEvent } from './event.ts'
import type { Journal } from './journal.ts'
import { latestPeople, latestSessions } from './latest.ts'
import { Tally } from './tally.ts'

const MAX_KEPT = 20_000

const freshTallies = (): Record<Sdk, Tally> => ({
  posthog: new Tally(),
  mixpanel: new Tally(),
  amplitude: new Tally(),
})

/** Receives what the shop's three SDKs send, and tells what arrived. Holds it in memory, within bounds, and in its journal. */
export class Collector {
  #tallies = freshTallies()
  #kept: CollectedEvent[] = []
  #refused = 0
  #since = new Date()
  readonly #journal: Journal | undefined

  constructor(journal?: Journal) {
    this.#journal = journal
    let first: string | undefined
    for (const { sdk, events, request, at } of journal?.read() ?? []) {
      first ??= at
      this.#count(sdk, events, request)
    }
    if (first) this.#since = new Date(first)
  }

  add(sdk: Sdk, events: SentEvent[], request: RequestClaim) {
    this.#journal?.append({ sdk, events, request, at: new Date().toISOString() })
    this.#count(sdk, events, request)
  }

  #count(sdk: Sdk, events: SentEvent[], request: RequestClaim) {
    const tally = this.#tallies[sdk]
    for (const event of events) {
      if (tally.add(event)) this.#kept.push({ ...event, sdk, request })
    }
    // Trimmed a tenth at a time: shifting the whole array for each event would be slow.
    if (this.#kept.length > MAX_KEPT * 1.1) this.#kept = this.#kept.slice(-MAX_KEPT)
  }

  refuse() {
    this.#refused++
  }

  reset() {
    this.#journal?.clear()
    this.#tallies = freshTallies()
    this.#kept = []
    this.#refused = 0
    this.#since = new Date()
  }

  collected(options: { events?: boolean } = {}): Collected {
    const events = this.#kept.slice(-MAX_KEPT).map((event) => ({
      ...event,
      person: this.#tallies[event.sdk].personOf(event.person),
    }))
    return {
      since: this.#since.toISOString(),
      sdks: {
        posthog: this.#tallies.posthog.counts(),
        mixpanel: { ...withoutLeaves(this.#tallies.mixpanel.counts()), sessions: null },
        amplitude: withoutLeaves(this.#tallies.amplitude.counts()),
      },
      refused: this.#refused,
      people: latestPeople(events),
      sessions: latestSessions(events),
      ...(options.events && { events }),
    }
  }
}

const withoutLeaves = (counts: SdkCounts): SdkCounts => ({ ...counts, leaves: null })
