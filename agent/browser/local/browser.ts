import { type Browser, BrowserError, type Visitor, type VisitRequest } from '../port.ts'
import { type EgressProxy, openProxy } from '../proxy.ts'
import { Cdp } from './cdp.ts'
import { within } from './deadline.ts'
import { type Launched, launchChromium } from './launch.ts'
import { OwnClock } from './own-clock.ts'
import { connectStagehand, type Driver } from './stagehand.ts'
import { TabVisitor } from './visitor.ts'
import { type TargetInfo, watchPages } from './watch-pages.ts'

export interface LocalBrowserOptions {
  chromePath: string
  /** Where this browser's profile and temporary files live; see sweepRunDirs. */
  runDir: string
  /** Lets names on a visit's list resolve to private addresses: for an operator's own network. */
  privateNetwork?: boolean
}

const CONNECT_MS = 30_000
const GOODBYE_MS = 1000

/** One Chromium with one Stagehand, for many visits at once. */
export async function openBrowser(options: LocalBrowserOptions): Promise<Browser> {
  const launched = await launchChromium(options.chromePath, options.runDir)
  try {
    const cdp = await Cdp.connect(launched.cdpUrl)
    const driver = await within(CONNECT_MS, 'connecting Stagehand', connectStagehand(cdp, launched.cdpUrl))
    const browser = new LocalBrowser(launched, cdp, driver, options.privateNetwork ?? false)
    await watchPages(cdp, browser)
    return browser
  } catch (error) {
    await launched.end()
    throw error
  }
}

class LocalBrowser implements Browser {
  readonly closed: Promise<void>
  readonly #launched: Launched
  readonly #cdp: Cdp
  readonly #driver: Driver
  readonly #privateNetwork: boolean
  /** By browser context id. */
  readonly #visits = new Map<string, TabVisitor>()

  constructor(launched: Launched, cdp: Cdp, driver: Driver, privateNetwork: boolean) {
    this.closed = launched.exited
    this.#launched = launched
    this.#cdp = cdp
    this.#driver = driver
    this.#privateNetwork = privateNetwork
    void cdp.closed.then(() => this.#failAll(new BrowserError('crashed', 'Chromium is gone')))
  }

  async open(request: VisitRequest): Promise<Visitor> {
    if (request.signal.aborted) throw new BrowserError('aborted', 'the visit was aborted')
    const proxy = await openProxy({
      allow: request.allow,
      places: request.places,
      upstream: request.upstream,
      access: request.access,
      privateNetwork: this.#privateNetwork,
      before: request.onRequest,
      after: request.onAnswer,
      wantsBody: request.wantsBody,
      onBody: request.onBody,
    })
    const contextId = await this.#createContext(proxy)
    const clock = request.ownClock ? new OwnClock() : undefined
    const { version } = this.#launched
    const parts = {
      ...{ cdp: this.#cdp, driver: this.#driver, version, product: `Chromium ${version}` },
      ...{ proxy, contextId, clock },
    }
    const visit = new TabVisitor(parts, request)
    this.#register(contextId, visit, request.signal)
    try {
      await visit.open()
      return visit
    } catch (error) {
      visit.fail(new BrowserError('aborted', 'the visit could not be opened'))
      throw error
    }
  }

  async #createContext(proxy: EgressProxy): Promise<string> {
    // Without <-loopback> requests to this machine would go round the proxy.
    const params = { disposeOnDetach: true, proxyServer: proxy.url, proxyBypassList: '<-loopback>' }
    try {
      const method = 'Target.createBrowserContext'
      return (await this.#cdp.send<{ browserContextId: string }>(method, params)).browserContextId
    } catch (error) {
      proxy.close()
      throw error
    }
  }

  #register(contextId: string, visit: TabVisitor, signal: AbortSignal): void {
    this.#visits.set(contextId, visit)
    const abort = () => visit.fail(new BrowserError('aborted', 'the visit was aborted'))
    signal.addEventListener('abort', abort, { once: true })
    void visit.over.then(() => {
      this.#visits.delete(contextId)
      signal.removeEventListener('abort', abort)
    })
    if (signal.aborted) abort()
  }

  async close(): Promise<void> {
    this.#failAll(new BrowserError('aborted', 'the browser was closed'))
    // A polite end only keeps Stagehand's own timers from firing later; the processes are ended in any case.
    await within(GOODBYE_MS, 'closing Stagehand', this.#driver.close()).catch(() => undefined)
    this.#cdp.close()
    await this.#launched.end()
  }

  attached({ targetId, browserContextId = '' }: TargetInfo, sessionId: string): void {
    const visit = this.#visits.get(browserContextId)
    if (visit) visit.attached(targetId, sessionId)
    else this.#cdp.session(sessionId).post('Runtime.runIfWaitingForDebugger')
  }

  detached(targetId: string): void {
    for (const visit of this.#visits.values()) visit.detached(targetId)
  }

  #failAll(fault: BrowserError): void {
    for (const visit of this.#visits.values()) visit.fail(fault)
  }
}
