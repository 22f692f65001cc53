/**
 * Runs before a page's own scripts, and gives the page a clock that can be moved on: Date, performance, timers, the
 * times of events and frames. What is due meanwhile runs in order. Workers, the network, cookies and frames of other
 * sites stay in real time.
 */
function installClock(key: string): void {
  interface Timing {
    setTimeout(handler: TimerHandler, ms?: number, ...args: unknown[]): number
    setInterval(handler: TimerHandler, ms?: number, ...args: unknown[]): number
    clearTimeout(id?: number): void
    clearInterval(id?: number): void
  }
  // The types of Node's timers would win over the page's.
  const page = window as unknown as Timing
  const { setTimeout, setInterval, clearTimeout, clearInterval } = page
  const { Date: RealDate, performance: perf, requestAnimationFrame, requestIdleCallback } = window
  const realNow = RealDate.now
  const realSince = perf.now.bind(perf)
  /** How far the page's clock is ahead of the real one, and how far it was when the document began. */
  let ahead = 0
  let base = 0
  const now = () => realNow() + ahead
  const shift = () => ahead - base

  interface Timer {
    due: number
    /** Of an interval. */
    every?: number
    run(): void
    /** The real timer behind it. */
    id: number
  }
  const timers = new Map<number, Timer>()
  const fire = (key: number, timer: Timer) => {
    if (timer.every === undefined) timers.delete(key)
    else timer.due = now() + timer.every
    timer.run()
  }
  const virtual =
    (repeats: boolean) =>
    (handler: TimerHandler, ms?: number, ...args: unknown[]): number => {
      const native = repeats ? setInterval : setTimeout
      if (typeof handler !== 'function') return native.call(window, handler, ms, ...args)
      const wait = Math.max(0, Number(ms) || 0)
      const timer: Timer = { due: now() + wait, run: () => handler.apply(window, args), id: 0 }
      if (repeats) timer.every = Math.max(4, wait)
      const key: number = native.call(window, () => fire(key, timer), wait)
      timer.id = key
      timers.set(key, timer)
      return key
    }
  const stop = (key?: number) => {
    const timer = timers.get(key ?? -1)
    timers.delete(key ?? -1)
    // One counter numbers both kinds.
    clearTimeout(timer?.id ?? key)
    clearInterval(key)
  }
  page.setTimeout = virtual(false)
  page.setInterval = virtual(true)
  page.clearTimeout = stop
  page.clearInterval = stop
  window.requestAnimationFrame = (run) => requestAnimationFrame((time) => run(time + shift()))

  RealDate.now = now
  window.Date = new Proxy(RealDate, {
    construct: (target, args, made) => Reflect.construct(target, args.length > 0 ? args : [now()], made),
    apply: (target) => new target(now()).toString(),
  })
  RealDate.prototype.constructor = window.Date
  Performance.prototype.now = () => realSince() + shift()
  const moved = (holder: object, name: string, by: () => number) => {
    const native = Object.getOwnPropertyDescriptor(holder, name)
    const get = function (this: unknown) {
      return Number(native?.get?.call(this)) + by()
    }
    Object.defineProperty(holder, name, { ...native, get })
  }
  moved(Performance.prototype, 'timeOrigin', () => base)
  moved(Event.prototype, 'timeStamp', shift)

  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  /** SDKs set themselves up after the page is there; time that jumped before would date their first events later. */
  const ready = async () => {
    while (document.readyState !== 'complete' && realSince() < 3000) await sleep(50)
    await sleep(Math.max(0, 400 - realSince()))
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 }))
  }
  const turn = () =>
    new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        port1.close()
        resolve()
      }
      port2.postMessage(0)
    })
  /** A page that polls has its timers run so often at most; a tab in the background is not called more often either. */
  const MOST = 300
  const advance = async (to: number) => {
    const until = realNow() + to
    for (let runs = 0; runs < MOST; runs++) {
      const [next] = [...timers].filter(([, { due }]) => due <= until).sort(([, a], [, b]) => a.due - b.due)
      if (!next) break
      const [key, timer] = next
      ahead = Math.min(to, Math.max(ahead, timer.due - realNow()))
      if (timer.every === undefined) clearTimeout(timer.id)
      try {
        fire(key, timer)
      } catch (error) {
        reportError(error)
      }
      // What waits for a promise goes on before the next timer, as it would have.
      await turn()
    }
    ahead = to
    for (const [key, timer] of timers) {
      if (timer.every !== undefined) {
        timer.due = Math.max(timer.due, now())
        continue
      }
      clearTimeout(timer.id)
      timer.id = setTimeout(() => fire(key, timer), Math.max(0, timer.due - now()))
    }
  }
  const clock = {
    begin: (at: number) => {
      ahead = at
      base = at
    },
    ready,
    to: async (at: number) => {
      if (at > ahead) await advance(at)
    },
  }
  Object.defineProperty(window, key, { value: clock })
}

const KEY = '__visitClock'

/** For every document, before its own scripts. */
export const clockScript = `(${String(installClock)})(${JSON.stringify(KEY)})`
/** For every document after that script: its clock begins so far ahead. */
export const beginScript = (aheadMs: number): string => `window.${KEY}?.begin(${aheadMs})`
/** Resolves when the page in front has set itself up. */
export const READY = `window.${KEY}?.ready().then(() => undefined)`
/** Moves the page's clock to so far ahead; a document that began there already stays. */
export const moveTo = (aheadMs: number): string => `window.${KEY}?.to(${aheadMs}).then(() => undefined)`
