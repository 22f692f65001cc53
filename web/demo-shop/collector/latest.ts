import type { PersonSeen, SessionSeen } from './collected.ts'
import type { CollectedEvent } from './event.ts'

const LATEST = 50

const newest = <T>(seen: Map<string, T>, time: (item: T) => string) =>
  [...seen.values()].sort((a, b) => time(b).localeCompare(time(a))).slice(0, LATEST)

const later = (a: string, b: string) => (a > b ? a : b)
const earlier = (a: string, b: string) => (a < b ? a : b)

export function latestPeople(events: CollectedEvent[]): PersonSeen[] {
  const seen = new Map<string, PersonSeen>()
  for (const { sdk, person, time, device } of events) {
    const key = `${sdk} ${person}`
    const known = seen.get(key)
    seen.set(key, {
      sdk,
      person,
      events: (known?.events ?? 0) + 1,
      lastSeen: later(known?.lastSeen ?? time, time),
      device: known?.device ?? device,
    })
  }
  return newest(seen, (item) => item.lastSeen)
}

export function latestSessions(events: CollectedEvent[]): SessionSeen[] {
  const seen = new Map<string, SessionSeen>()
  for (const { sdk, session, person, time, device } of events) {
    if (!session) continue
    const key = `${sdk} ${session}`
    const known = seen.get(key)
    seen.set(key, {
      sdk,
      session,
      person,
      events: (known?.events ?? 0) + 1,
      first: earlier(known?.first ?? time, time),
      last: later(known?.last ?? time, time),
      device: known?.device ?? device,
    })
  }
  return newest(seen, (item) => item.last)
}
