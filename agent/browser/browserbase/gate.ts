import type { Places } from '../../planner/lent-places.ts'
import { BrowserError } from '../port.ts'

/** A second longer than the minute that is counted there, for the clocks never quite agree. */
const MINUTE_MS = 61_000

interface Waiting {
  enter(free: () => void): void
}

/** Lets visits in one after the other, as many at once and as fast as is allowed; those beyond wait. */
export class Gate {
  readonly #places: Places
  readonly #queue = new Set<Waiting>()
  /** When each of the last minute's sessions was let in. */
  #starts: number[] = []
  #open = 0
  #closedUntil = 0
  #timer: NodeJS.Timeout | undefined

  constructor(places: Places) {
    this.#places = places
  }

  /** Resolves with what gives the place back. Rejects as aborted when the signal fires first. */
  enter(signal: AbortSignal): Promise<() => void> {
    const { promise, resolve, reject } = Promise.withResolvers<() => void>()
    const waiting = { enter: resolve }
    const abort = () => {
      this.#queue.delete(waiting)
      reject(new BrowserError('aborted', 'the visit was aborted'))
    }
    if (signal.aborted) abort()
    else {
      signal.addEventListener('abort', abort, { once: true })
      this.#queue.add(waiting)
      this.#admit()
    }
    return promise.finally(() => signal.removeEventListener('abort', abort))
  }

  /** Nobody enters for so long: the other side has said that it is full. */
  shut(ms: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, Date.now() + ms)
    this.#admit()
  }

  #admit(): void {
    for (const waiting of this.#queue) {
      const wait = this.#waitMs()
      if (wait > 0) this.#again(wait)
      if (wait > 0 || this.#open >= this.#places.atOnce) return
      this.#queue.delete(waiting)
      this.#open++
      this.#starts.push(Date.now())
      waiting.enter(this.#leave())
    }
  }

  #leave(): () => void {
    let taken = true
    return () => {
      if (!taken) return
      taken = false
      this.#open--
      this.#admit()
    }
  }

  #waitMs(): number {
    const now = Date.now()
    this.#starts = this.#starts.filter((at) => at > now - MINUTE_MS)
    const oldest = this.#starts[this.#starts.length - this.#places.startsPerMinute]
    return Math.max(this.#closedUntil, oldest === undefined ? 0 : oldest + MINUTE_MS) - now
  }

  #again(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#admit(), ms)
  }
}
