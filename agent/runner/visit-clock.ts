import { setTimeout as delay } from 'node:timers/promises'
import type { Visitor } from '../browser/port.ts'

/** The time of a visit as its pages know it: the real one, or ahead of it by the dwells that nobody waited for. */
export interface VisitClock {
  now(): Date
  /** Stays on the page. */
  stay(ms: number): Promise<void>
  /** Of one of its own, before the first page: not before so many epoch milliseconds. Answers how far ahead it then is. */
  wait(until: number): Promise<number>
  /** How far ahead of the real time it is. */
  aheadMs(): number
}

export function visitClock(own: boolean, visitor: Visitor, signal: AbortSignal): VisitClock {
  let ahead = 0
  const skip = async (ms: number) => {
    ahead += (await visitor.skip?.(ms)) ?? 0
  }
  return {
    now: () => new Date(Date.now() + ahead),
    async stay(ms) {
      if (own && visitor.skip) await skip(ms)
      else await delay(ms, undefined, { signal })
    },
    async wait(until) {
      const ms = until - Date.now()
      if (own && ms > 0) await skip(ms)
      return ahead
    },
    aheadMs: () => ahead,
  }
}
