import type { SentEvent } from './event.ts'

const MAX_REMEMBERED = 100_000
const MAX_NAMES = 500
const OTHER_NAMES = '(other names)'

/** Counts what one SDK delivered, once per event, however often the SDK sends it. */
export class Tally {
  #events = 0
  #duplicates = 0
  #leaves = 0
  #eventIds = new Set<string>()
  #people = new Set<string>()
  #identified = new Map<string, string>()
  #sessions = new Set<string>()
  #byName = new Map<string, number>()

  /** False for an event that was counted before. */
  add(event: SentEvent): boolean {
    if (this.#eventIds.has(event.id)) {
      this.#duplicates++
      return false
    }
    this.#rememberEvent(event.id)
    this.#events++
    if (event.name === '$pageleave') this.#leaves++
    if (event.session) remember(this.#sessions, event.session)
    this.#meet(event)
    const name = this.#byName.has(event.name) || this.#byName.size < MAX_NAMES ? event.name : OTHER_NAMES
    this.#byName.set(name, (this.#byName.get(name) ?? 0) + 1)
    return true
  }

  /** The person an id turned out to belong to. */
  personOf(id: string): string {
    return this.#identified.get(id) ?? id
  }

  counts() {
    return {
      events: this.#events,
      duplicates: this.#duplicates,
      people: this.#people.size,
      sessions: this.#sessions.size,
      leaves: this.#leaves,
      byName: Object.fromEntries([...this.#byName].sort(([, a], [, b]) => b - a)),
    }
  }

  /** Duplicates follow within minutes, so the oldest ids can go. */
  #rememberEvent(id: string) {
    this.#eventIds.add(id)
    if (this.#eventIds.size <= MAX_REMEMBERED) return
    for (const oldest of this.#eventIds) {
      this.#eventIds.delete(oldest)
      break
    }
  }

  #meet({ person, anonymous }: SentEvent) {
    remember(this.#people, this.personOf(person))
    if (!anonymous || anonymous === person || this.#identified.has(anonymous)) return
    // The first to identify on a device owns what was anonymous there, as all three vendors have it.
    if (this.#identified.size >= MAX_REMEMBERED) return
    this.#identified.set(anonymous, this.personOf(person))
    this.#people.delete(anonymous)
  }
}

/** Past the bound nobody new is counted: a count that stands still is a lower limit, one that shrinks is wrong. */
function remember(known: Set<string>, id: string) {
  if (known.size < MAX_REMEMBERED) known.add(id)
}
