import { setTimeout as delay } from 'node:timers/promises'
import type { ClaimedInspection } from '../../db/inspections.ts'
import { LABEL } from '../../db/label.ts'
import type { SiteReport } from '../../db/schema/doctor.ts'
import {
  type Browser,
  BrowserError,
  type EndedRequest,
  FLUSH_DWELL_MS,
  type Visitor,
} from '../browser/port.ts'
import { type BannerSeen, bannerScript } from '../capture/banner.ts'
import { describeBanner, diagnose, type Findings } from '../capture/diagnose.ts'
import { labelScript } from '../capture/label.ts'
import { type Evidence, probeScript, watchScript } from '../capture/probe.ts'
import { VisitReceipt } from '../capture/receipt.ts'
import { suggestJourneys } from '../capture/suggest.ts'
import { Frontier, lookScript, MAX_PAGES, type PageSeen } from '../capture/survey.ts'
import { SDKS, vendorOf } from '../capture/vendors.ts'
import type { Identity } from '../planner/plan.ts'
import { hostPort } from './host-port.ts'

/** The doctor looks like most visitors of a business's site do. */
const IDENTITY: Identity = {
  device: 'desktop',
  os: 'Windows',
  osVersion: '15.0.0',
  model: '',
  width: 1440,
  height: 760,
  pixelRatio: 1,
  timeZone: 'America/New_York',
  languages: ['en-US', 'en'],
}
const LOADERS_MS = 1500
const SURVEY_MS = 90_000
const MAX_URLS = 2_000
const MAX_FAILURES = 200
/** Faults of one page that leave the visit itself whole. */
const PAGES_OWN: ReadonlySet<BrowserError['fault']> = new Set(['unreachable', 'deadline', 'left-target'])

/** One visit of the doctor's. */
export class Look {
  /** host:port pairs that the pages asked for in vain. */
  readonly refused = new Set<string>()
  readonly #claim: ClaimedInspection
  readonly #allow: string[]
  readonly #signal: AbortSignal
  readonly #receipt = new VisitReceipt(SDKS)
  readonly #urls = new Set<string>()
  readonly #failures: Findings['failures'] = []
  readonly #statuses: Record<string, number> = {}
  readonly #pages: PageSeen[] = []
  #visitor: Visitor | undefined
  #banner: BannerSeen | null = null
  #consented = false
  #sentUnasked = false
  #evidence: Evidence[] = []

  constructor(claim: ClaimedInspection, allow: string[], signal: AbortSignal) {
    this.#claim = claim
    this.#allow = [...allow]
    this.#signal = signal
  }

  async land(browser: Browser): Promise<void> {
    const receipt = this.#receipt
    const { origin, capture } = this.#claim
    const visitor = await browser.open({
      identity: IDENTITY,
      allow: this.#allow,
      generate: async () => {
        throw new Error('The doctor asks no model.')
      },
      signal: this.#signal,
      onRequest: (request) => void receipt.noteSent(request),
      onAnswer: (request, status) => {
        const sdk = receipt.sdkOf(request)
        if (sdk && !receipt.noteAnswer(request, status)) this.#statuses[sdk] = status
      },
      wantsBody: (request) => receipt.sdkOf(request) !== undefined,
      onBody: (request, body) => receipt.noteBody(request, body),
      onEnded: (request) => this.#ended(request),
      agentSuffix: capture.label ? LABEL.agent : undefined,
      initScripts: capture.label ? [watchScript, labelScript] : [watchScript],
    })
    this.#visitor = visitor
    await visitor.goto(origin)
    const status = visitor.status() ?? 200
    if (status >= 400) throw new BrowserError('unreachable', `${origin} answered ${status}.`)
    await this.#pause(LOADERS_MS)
    await this.#probe()
  }

  /** As long as the slowest SDK waits; then, where nothing was sent, with the banner answered. */
  async stay(): Promise<void> {
    await this.#pause(FLUSH_DWELL_MS)
    await this.#probe()
    this.#sentUnasked = Object.keys(this.#receipt.sent).length > 0
    if (this.#sentUnasked || !this.#banner?.visible) return
    this.#consented = (await this.#meetBanner('accept'))?.answered === true
    if (!this.#consented) return
    await this.#pause(FLUSH_DWELL_MS)
    await this.#probe()
  }

  /** The pages that links lead to, nearest first. */
  async survey(): Promise<void> {
    const visitor = this.#visitor
    if (!visitor) return
    const frontier = new Frontier(new URL(this.#claim.origin).origin)
    const end = Date.now() + SURVEY_MS
    for (let url: string | undefined = ''; url !== undefined; url = frontier.next()) {
      if (url && !(await this.#open(visitor, url))) continue
      const page = (await visitor.evaluate(lookScript)) as PageSeen | undefined
      if (page && !this.#pages.some(({ path }) => path === page.path)) {
        frontier.seen(page.path)
        this.#pages.push(page)
        frontier.add(page.links)
      }
      if (this.#pages.length >= MAX_PAGES || Date.now() > end) break
    }
    await this.#pause(FLUSH_DWELL_MS)
  }

  async leave(): Promise<void> {
    if (this.#signal.aborted) return this.#visitor?.abort()
    this.#receipt.leaving()
    const traffic = await this.#visitor?.leave()
    // An allowed host without an address is refused too; that is another's fault.
    for (const host of Object.keys(traffic?.refused ?? {}))
      if (!this.#allow.includes(host)) this.refused.add(host)
  }

  report(): SiteReport {
    const findings = this.#findings()
    const pages = this.#pages.map(({ links: _, ...page }) => page)
    const blocks = !this.#sentUnasked && this.#consented && Object.keys(findings.sent).length > 0
    return {
      sdks: diagnose(findings),
      banners: describeBanner(this.#banner, blocks),
      pages,
      suggestions: suggestJourneys(pages),
      notes: this.#notes(),
    }
  }

  #notes(): string[] {
    const notes = [
      `The doctor came as one visitor of its own, ${this.#claim.capture.label ? `labelled ${LABEL.agent}` : 'without a label, as this target has it'}.`,
    ]
    if (this.#pages.length >= MAX_PAGES) notes.push(`It looked at ${MAX_PAGES} pages; the site has more.`)
    const other = [...this.refused].filter((host) => !vendorOf(host).allowed)
    if (other.length > 0)
      notes.push(
        `Its pages also ask for ${other.length === 1 ? 'a host' : `${other.length} hosts`} that sessions may not reach: ${other.slice(0, 5).join(', ')}${other.length > 5 ? ' ...' : ''}.`,
      )
    return notes
  }

  #findings(): Findings {
    const { sent, accepted, versions, events } = this.#receipt
    const last = this.#evidence.at(-1)
    if (!last) throw new BrowserError('left-target', 'The page could not be looked at.')
    const globals = Object.assign({}, ...this.#evidence.map((it) => it.globals)) as Evidence['globals']
    return {
      evidence: { ...last, globals },
      banner: this.#banner,
      consented: this.#consented,
      sent,
      accepted,
      versions,
      events,
      urls: [...this.#urls],
      failures: this.#failures,
      refused: [...this.refused],
      statuses: this.#statuses,
    }
  }

  async #probe(): Promise<void> {
    const evidence = (await this.#visitor?.evaluate(probeScript)) as Evidence | undefined
    if (evidence) this.#evidence.push(evidence)
    for (const url of evidence?.blocked ?? [])
      this.#failures.push({ url, failure: 'csp', sdk: this.#receipt.sdkOf({ method: 'POST', url }) })
    this.#banner ??= await this.#meetBanner('ignore')
  }

  async #meetBanner(answer: 'accept' | 'ignore'): Promise<BannerSeen | null> {
    return ((await this.#visitor?.evaluate(bannerScript(answer))) as BannerSeen | null | undefined) ?? null
  }

  /** A page that can't be opened is no finding of the doctor's; the next one may. */
  async #open(visitor: Visitor, url: string): Promise<boolean> {
    try {
      await visitor.goto(url)
      return (visitor.status() ?? 200) < 400
    } catch (error) {
      if (error instanceof BrowserError && PAGES_OWN.has(error.fault)) return false
      throw error
    }
  }

  #ended({ url, failure }: EndedRequest): void {
    if (this.#urls.size < MAX_URLS) this.#urls.add(url)
    if (!failure || !/^(https?|wss?):/.test(url)) return
    const sdk = this.#receipt.sdkOf({ method: 'POST', url })
    this.#receipt.noteFailure({ method: 'POST', url }, failure)
    if (this.#failures.length < MAX_FAILURES) this.#failures.push({ url, failure, sdk })
    const host = hostPort(url)
    if (failure.startsWith('net::') && !this.#allow.includes(host)) this.refused.add(host)
  }

  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#signal })
  }
}
