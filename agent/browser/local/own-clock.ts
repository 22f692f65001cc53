import { within } from './deadline.ts'
import { evaluate } from './evaluate.ts'
import type { Override } from './identity.ts'
import { beginScript, clockScript, moveTo, READY } from './page-clock.ts'
import type { Tab } from './tab.ts'

const ADD = 'Page.addScriptToEvaluateOnNewDocument'
const CALM_MS = 3000
const READY_MS = 5000
const MOVE_MS = 8000
const SENT_MS = 1000

/** The clock that all pages of a visit live by, ahead of the real one by what was skipped so far. */
export class OwnClock {
  #aheadMs = 0
  /** The script that begins a tab's next document at the present time. */
  readonly #begins = new WeakMap<Tab, string>()

  /** For a tab that opens now. */
  overrides(): Override[] {
    const source = `${clockScript};${beginScript(this.#aheadMs)}`
    return [[ADD, { source }]]
  }

  /** Lets so much time go by; real time that this takes counts. Answers how much was skipped. */
  async skip(tabs: readonly Tab[], ms: number): Promise<number> {
    const began = performance.now()
    const ready = await Promise.all(tabs.map(settled))
    const skipped = Math.max(0, Math.round(ms - (performance.now() - began)))
    this.#aheadMs += skipped
    await Promise.all(tabs.map((tab, i) => bounded(MOVE_MS, this.#move(tab, ready[i] === true))))
    return skipped
  }

  async #move(tab: Tab, ready: boolean): Promise<void> {
    const source = beginScript(this.#aheadMs)
    // The next document first: a timer that is due may lead to it.
    const { identifier } = await tab.session.send<{ identifier: string }>(ADD, { source })
    const before = this.#begins.get(tab)
    if (before) tab.session.post('Page.removeScriptToEvaluateOnNewDocument', { identifier: before })
    this.#begins.set(tab, identifier)
    if (ready) await evaluate(tab.session, moveTo(this.#aheadMs))
    // What was due sends its events before the next step leads away.
    await tab.calm(CALM_MS, SENT_MS)
  }
}

async function settled(tab: Tab): Promise<boolean> {
  await tab.calm(CALM_MS, SENT_MS)
  return bounded(READY_MS, evaluate(tab.session, READY))
}

/** False for a page that hangs, or has gone meanwhile: it keeps its time, and the next document has the right one. */
const bounded = (ms: number, work: Promise<unknown>): Promise<boolean> =>
  within(ms, 'moving the clock', work).then(
    () => true,
    () => false,
  )
