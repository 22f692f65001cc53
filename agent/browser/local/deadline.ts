import { BrowserError } from '../port.ts'

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Rejects with BrowserError('deadline') when the work takes longer; a late outcome is dropped. */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new BrowserError('deadline', `${what} took longer than ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Polls; true as soon as the condition holds, false when the time is over first. */
export async function until(condition: () => boolean, ms: number, everyMs = 20): Promise<boolean> {
  const end = performance.now() + ms
  while (!condition()) {
    if (performance.now() >= end) return false
    await sleep(everyMs)
  }
  return true
}

/** What ends a visit before its time, once; every call of the visit is raced against it. */
export class Lifeline {
  #fault: BrowserError | undefined
  readonly #waiting = new Set<(fault: BrowserError) => void>()

  get fault(): BrowserError | undefined {
    return this.#fault
  }

  /** The first reason wins; later ones are only its consequences. */
  end(fault: BrowserError): void {
    if (this.#fault) return
    this.#fault = fault
    for (const reject of this.#waiting) reject(fault)
    this.#waiting.clear()
  }

  async guard<T>(ms: number, what: string, work: () => Promise<T>): Promise<T> {
    if (this.#fault) throw this.#fault
    let waiting: ((fault: BrowserError) => void) | undefined
    const ended = new Promise<never>((_, reject) => {
      waiting = reject
      this.#waiting.add(reject)
    })
    try {
      return await within(ms, what, Promise.race([work(), ended]))
    } catch (error) {
      // A call that broke because the visit ended must say why it ended, not how it broke.
      throw this.#fault ?? error
    } finally {
      if (waiting) this.#waiting.delete(waiting)
    }
  }
}
