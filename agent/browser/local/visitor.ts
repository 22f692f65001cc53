import type { Action, KeptStorage, Link, Loan } from '../port.ts'
import { BrowserError, type Traffic, type Variables, type Visitor, type VisitRequest } from '../port.ts'
import { closeTabs } from './close-tab.ts'
import { Lifeline, until } from './deadline.ts'
import { evaluate } from './evaluate.ts'
import { findLinks } from './links.ts'
import { overridesOf } from './overrides.ts'
import { type Outcome, performAction } from './perform.ts'
import { takePicture } from './picture.ts'
import { PROPOSE_MS, proposeActions } from './propose.ts'
import { putStorage, readStorage } from './storage.ts'
import { Tab } from './tab.ts'
import { tellOf } from './tell.ts'
import type { VisitParts } from './visit-parts.ts'
import { openWindow } from './window.ts'

const OPEN_MS = 20_000
const GOTO_MS = 30_000
/** Pictures and fonts may come later; a visitor starts reading before. */
const LOAD_MS = 3000
const ERROR_PAGE_MS = 1000
const LINKS_MS = 10_000
const PERFORM_MS = 40_000
const SCREENSHOT_MS = 10_000
const EVALUATE_MS = 10_000
const SKIP_MS = 30_000

/** A visit by way of its pages' DevTools sessions, whosever Chromium it is. */
export class TabVisitor implements Visitor {
  readonly lifeline = new Lifeline()
  readonly product: string
  readonly loan?: Loan
  readonly skip?: (ms: number) => Promise<number>
  readonly #parts: VisitParts
  readonly #request: VisitRequest
  readonly #tabs: Tab[] = []
  #closedDocuments = 0
  #notice: string | undefined
  #disposing: Promise<void> | undefined
  readonly #firstPage = Promise.withResolvers<void>()
  readonly #over = Promise.withResolvers<void>()
  /** Resolves when the visit's context is gone. */
  readonly over = this.#over.promise

  constructor(parts: VisitParts, request: VisitRequest) {
    this.#parts = parts
    this.product = parts.product
    this.loan = parts.loan
    this.#request = request
    const { clock } = parts
    if (clock)
      this.skip = (ms) => this.#guard(SKIP_MS, 'letting time go by', () => clock.skip(this.#tabs, ms))
  }

  /** The first page. Its tab arrives through `attached`, like every later one. */
  async open(): Promise<void> {
    const { cdp, contextId } = this.#parts
    const { identity, storage } = this.#request
    const opened = async () => {
      await Promise.all([openWindow(cdp, contextId, identity), this.#firstPage.promise])
      if (storage) await putStorage(cdp, contextId, this.#front(), storage)
    }
    await this.lifeline.guard(OPEN_MS, 'opening a visit', opened)
  }

  /** A page of this visit: the first one, or a popup, which then is the one in front. */
  attached(targetId: string, sessionId: string): void {
    const tab = new Tab(targetId, this.#parts.cdp.session(sessionId))
    const isPopup = this.#tabs.length > 0
    this.#tabs.at(-1)?.onSign('popup')
    this.#tabs.push(tab)
    tellOf(tab, this.#request, this.#parts.proxy)
    tab.onCrash = () => this.fail(new BrowserError('crashed', 'the page crashed'))
    if (isPopup) tab.onCommit = () => this.#popupArrived(tab)
    const prepared = tab.prepare(overridesOf(tab, this.#request, this.#parts, isPopup))
    // A popup may close before it has answered; and in its opener's process some overrides are set already.
    if (isPopup) prepared.catch(() => undefined)
    else this.#firstPage.resolve(prepared)
  }

  detached(targetId: string): void {
    const at = this.#tabs.findIndex((tab) => tab.targetId === targetId)
    const [tab] = at < 0 ? [] : this.#tabs.splice(at, 1)
    this.#closedDocuments += tab?.documents ?? 0
    if (tab) tab.loading = false
  }

  /** Ends the visit before its time: calls reject, the context goes at once. */
  fail(fault: BrowserError): void {
    this.lifeline.end(fault)
    void this.#dispose()
  }

  goto(url: string, { referrer }: { referrer?: string } = {}): Promise<void> {
    return this.#guard(GOTO_MS, `opening ${url}`, async () => {
      const tab = this.#front()
      if (!this.#parts.proxy.shows(url))
        throw new BrowserError('left-target', `${url} is not a page of the target`)
      // Chromium would keep an https referrer from an http page.
      const params = { url, ...(referrer && { referrer, referrerPolicy: 'unsafeUrl' }) }
      tab.unreachable = undefined
      const { errorText } = await tab.session.send<{ errorText?: string }>('Page.navigate', params, GOTO_MS)
      if (errorText) await this.#explain(tab, url, errorText)
      await tab.calm(GOTO_MS, LOAD_MS)
      this.#checkPlace()
    })
  }

  url(): Promise<string> {
    return this.#guard(GOTO_MS, 'reading the address', async () => this.#front().url)
  }

  evaluate(expression: string): Promise<unknown> {
    return this.#guard(EVALUATE_MS, 'looking at the page', () => evaluate(this.#front().session, expression))
  }

  status(): number | undefined {
    return this.#tabs.at(-1)?.status
  }

  pages(): number {
    return this.#tabs.reduce((sum, tab) => sum + tab.documents, this.#closedDocuments)
  }

  links(): Promise<Link[]> {
    return this.#guard(LINKS_MS, 'reading the links', async () => {
      const tab = this.#front()
      await tab.calm(GOTO_MS, LOAD_MS)
      return findLinks(tab.session)
    })
  }

  propose(instruction: string, variables: Variables): Promise<Action[]> {
    return this.#guard(PROPOSE_MS, 'finding the next actions', async () => {
      const tab = this.#front()
      await tab.calm(GOTO_MS, LOAD_MS)
      const { generate, secrets } = this.#request
      return proposeActions(this.#parts.driver, tab, generate, instruction, { variables, secrets })
    })
  }

  perform(action: Action, variables: Variables): Promise<Outcome> {
    return this.#guard(PERFORM_MS, `${action.method} on ${action.selector}`, async () => {
      this.#notice = undefined
      const all = { ...this.#request.secrets, ...variables }
      const outcome = await performAction(this.#parts.driver, () => this.#front(), action, all)
      this.#checkPlace()
      return this.#notice ? { ...outcome, message: this.#notice } : outcome
    })
  }

  storage(origin: string): Promise<KeptStorage | undefined> {
    const { cdp, contextId } = this.#parts
    return this.#guard(EVALUATE_MS, 'reading the storage', () =>
      readStorage(cdp, contextId, this.#front(), origin),
    )
  }

  screenshot(): Promise<Uint8Array> {
    const secrets = Object.values(this.#request.secrets ?? {})
    return this.#guard(SCREENSHOT_MS, 'taking a screenshot', async () => takePicture(this.#front(), secrets))
  }

  async leave(): Promise<Traffic> {
    const { proxy, cdp } = this.#parts
    try {
      if (!this.lifeline.fault) await closeTabs(cdp, this.#tabs, proxy)
    } finally {
      this.lifeline.end(new BrowserError('aborted', 'the visit has ended'))
      await this.#dispose()
    }
    return proxy.traffic()
  }

  async abort(): Promise<void> {
    this.lifeline.end(new BrowserError('aborted', 'the visit was aborted'))
    // A context that cannot be disposed is gone with its Chromium.
    await this.#dispose().catch(() => undefined)
  }

  /** Idempotent: leaving, aborting and crashing may meet. */
  #dispose(): Promise<void> {
    const { cdp, contextId, proxy } = this.#parts
    const disposed = async () => {
      const params = { browserContextId: contextId }
      // A context that cannot be disposed is gone with its Chromium.
      if (contextId) await cdp.send('Target.disposeBrowserContext', params).catch(() => undefined)
      proxy.close()
      this.#over.resolve()
    }
    this.#disposing ??= disposed()
    return this.#disposing
  }

  #guard<T>(ms: number, what: string, work: () => Promise<T>): Promise<T> {
    return this.lifeline.guard(ms, what, work)
  }

  #front(): Tab {
    const tab = this.#tabs.at(-1)
    if (!tab) throw new BrowserError('left-target', 'the page closed itself')
    return tab
  }

  /** The error page, a moment later, tells which address failed: the one asked for or one it redirected to. */
  async #explain(tab: Tab, url: string, reason: string): Promise<never> {
    await until(() => tab.unreachable !== undefined, ERROR_PAGE_MS)
    this.#checkPlace(reason)
    throw new BrowserError('unreachable', `${url}: ${reason}`)
  }

  #checkPlace(reason = 'no answer'): void {
    const { url, unreachable } = this.#front()
    const { proxy } = this.#parts
    if (proxy.trouble) throw new BrowserError('unreachable', proxy.trouble)
    if (unreachable && proxy.shows(unreachable))
      throw new BrowserError('unreachable', `${unreachable}: ${reason}`)
    const away = unreachable ?? (url.startsWith('http') && !proxy.shows(url) ? url : undefined)
    if (away) throw new BrowserError('left-target', `${away} is not a page of the target`)
  }

  /** A popup off the target is closed; the page that opened it stays in front. */
  #popupArrived(tab: Tab): void {
    const away = tab.unreachable ?? tab.url
    if (!away.startsWith('http') || this.#parts.proxy.shows(away)) return
    this.#notice = `a new tab led to ${away}, off the target, and was closed`
    this.#parts.cdp.send('Target.closeTarget', { targetId: tab.targetId }).catch(() => undefined)
    this.detached(tab.targetId)
  }
}
