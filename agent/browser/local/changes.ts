import { BrowserError } from '../port.ts'
import { sleep, until } from './deadline.ts'
import type { Sign, Tab } from './tab.ts'

/** How long an effect may take to show; most clicks show theirs within 100 ms. */
const SETTLE_MS = 1500
/** A click's first sign is often followed by the real effect: a pressed look, then the next page. */
const AFTERMATH_MS = 80
/** Their effect is the value in the field. */
const QUIET_METHODS = new Set(['fill', 'type', 'selectOption', 'selectOptionFromDropdown'])
const LOAD_MS = 15_000
const WATCH_LIMIT_MS = 20_000
const WORLD = 'sessionburst-watch'

/** Sees whether an action had an effect, from the moment it is created until it is stopped. */
export class ChangeWatch {
  seen: Sign | 'page' | undefined
  readonly #tab: Tab
  readonly #method: string
  #context: number | undefined

  constructor(tab: Tab, method: string) {
    this.#tab = tab
    this.#method = method
    // What was asked before is no effect of this action, and may never be answered.
    tab.requests.clear()
    tab.onSign = (sign) => this.#saw(sign)
  }

  /** A world of its own: the page's scripts can neither see the watcher nor change its clock. */
  async install(): Promise<void> {
    const { session, targetId } = this.#tab
    const { executionContextId } = await session.send<{ executionContextId: number }>(
      'Page.createIsolatedWorld',
      {
        frameId: targetId,
        worldName: WORLD,
      },
    )
    this.#context = executionContextId
    const scrolls = /scroll|wheel|chunk/i.test(this.#method)
    const expression = `(${watchPage})(${scrolls}, ${WATCH_LIMIT_MS})`
    const params = { expression, contextId: executionContextId, awaitPromise: true, returnByValue: true }
    session.send<{ result?: { value?: boolean } }>('Runtime.evaluate', params, 2 * WATCH_LIMIT_MS).then(
      ({ result }) => result?.value && this.#saw('page'),
      // The document went away, which the tab's own events tell.
      () => undefined,
    )
  }

  /** Waits for an effect, then until that effect is complete. `current` is the tab that is in front by then. */
  async settle(current: () => Tab): Promise<boolean> {
    if (!(await until(() => this.seen !== undefined, SETTLE_MS))) return false
    if (this.seen !== 'navigation' && !QUIET_METHODS.has(this.#method)) await sleep(AFTERMATH_MS)
    await current().calm(LOAD_MS, SETTLE_MS)
    if (current().unanswered)
      throw new BrowserError('deadline', `the next page did not answer within ${LOAD_MS} ms`)
    return true
  }

  stop(): void {
    this.#tab.onSign = () => undefined
    if (this.#context === undefined) return
    this.#tab.session.post('Runtime.evaluate', { expression: 'stopWatching?.()', contextId: this.#context })
  }

  #saw(sign: Sign | 'page'): void {
    this.seen ??= sign
  }
}

/** Runs in the page: true when its document changed or a field took input, false when stopped. */
function watchPage(scrolls: boolean, limitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const events = ['input', 'change', 'toggle', ...(scrolls ? ['scroll'] : [])]
    const finish = (changed: boolean) => {
      observer.disconnect()
      for (const name of events) document.removeEventListener(name, onEvent, true)
      document.removeEventListener('focusin', onFocus, true)
      resolve(changed)
    }
    const onEvent = () => finish(true)
    const onFocus = ({ target }: Event) => {
      const editable =
        'input:not([type=submit],[type=button],[type=image],[type=reset]), textarea, select, [contenteditable]'
      if (target instanceof Element && target.matches(editable)) finish(true)
    }
    const observer = new MutationObserver(() => finish(true))
    const observe = (root: Document | ShadowRoot) => {
      observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true })
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) observe(element.shadowRoot)
    }
    observe(document)
    for (const name of events) document.addEventListener(name, onEvent, true)
    document.addEventListener('focusin', onFocus, true)
    setTimeout(finish, limitMs, false)
    Object.assign(globalThis, { stopWatching: () => finish(false) })
  })
}
