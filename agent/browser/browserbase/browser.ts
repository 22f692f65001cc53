import { randomUUID } from 'node:crypto'
import type { Places } from '../../planner/lent-places.ts'
import { type Browser, BrowserError, type Visitor, type VisitRequest } from '../port.ts'
import { Account, Busy, type Credentials, type RemoteSession } from './account.ts'
import { Gate } from './gate.ts'
import { openLedger } from './ledger.ts'
import { type Belongings, settingsOf } from './settings.ts'
import { openVisit } from './visit.ts'

export interface BrowserbaseOptions {
  credentials: Credentials
  places: Places
  /** The file that keeps the runner's name and its extension. Two runners must not share it. */
  ledger: string
  proxies: boolean
  onError(error: unknown, what: string): void
}

/** Browserbase as a browser: a session of its own for each visit, as many and as fast as the plan has it. */
export async function openBrowserbase(options: BrowserbaseOptions): Promise<Browser> {
  const account = new Account(options.credentials)
  const { runner, extensionId } = await openLedger(options.ledger, account)
  const belongings = { runner, extensionId, proxies: options.proxies }
  const browser = new BrowserbaseBrowser(account, belongings, options)
  await browser.releaseLeft()
  return browser
}

class BrowserbaseBrowser implements Browser {
  readonly closed: Promise<void>
  readonly #closed = Promise.withResolvers<void>()
  readonly #closing = new AbortController()
  readonly #account: Account
  readonly #belongings: Belongings
  readonly #onError: BrowserbaseOptions['onError']
  readonly #gate: Gate
  /** Every visit from the asking for its session until that is released. */
  readonly #open = new Set<Promise<void>>()

  constructor(account: Account, belongings: Belongings, { places, onError }: BrowserbaseOptions) {
    this.#account = account
    this.#belongings = belongings
    this.#onError = onError
    this.#gate = new Gate(places)
    this.closed = this.#closed.promise
  }

  async open(request: VisitRequest): Promise<Visitor> {
    refuse(request)
    const signal = AbortSignal.any([request.signal, this.#closing.signal])
    const over = Promise.withResolvers<void>()
    this.#open.add(over.promise)
    void over.promise.then(() => this.#open.delete(over.promise))
    try {
      const { session, free } = await this.#start(request, signal)
      const end = async () => {
        await this.#release(session.id)
        free()
        over.resolve()
      }
      return await openVisit(
        { session, since: new Date(), account: this.#account, end },
        { ...request, signal },
      )
    } catch (error) {
      over.resolve()
      throw asFault(error)
    }
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await Promise.all(this.#open)
    this.#closed.resolve()
  }

  /** Waits for a place, and again whenever Browserbase has none. */
  async #start(
    request: VisitRequest,
    signal: AbortSignal,
  ): Promise<{ session: RemoteSession; free(): void }> {
    for (;;) {
      const free = await this.#gate.enter(signal)
      const visit = randomUUID()
      try {
        return { session: await this.#account.create(settingsOf(request, visit, this.#belongings)), free }
      } catch (error) {
        // A session whose answer got lost runs all the same.
        if (!(error instanceof Busy)) await this.#releaseThose((other) => other === visit)
        free()
        if (!(error instanceof Busy)) throw error
        this.#gate.shut(error.retryAfterMs)
      }
    }
  }

  /** Who bore this runner's name before is gone: what it left running would be billed until it times out. */
  releaseLeft(): Promise<void> {
    return this.#releaseThose(() => true)
  }

  async #releaseThose(isMeant: (visit: unknown) => boolean): Promise<void> {
    try {
      const running = await this.#account.running(this.#belongings.runner)
      for (const { id, visit } of running) if (isMeant(visit)) await this.#release(id)
    } catch (error) {
      this.#onError(error, 'looking for Browserbase sessions that were left')
    }
  }

  /** One that can't be released ends by its own timeout, or is released at the next start. */
  #release(id: string): Promise<void> {
    return this.#account.release(id).catch((error) => this.#onError(error, `Browserbase session ${id}`))
  }
}

/** In words for whoever keeps the target: another try would find the same. */
function refuse({ upstream }: VisitRequest): void {
  if (!upstream) return
  const why = `Visitors at Browserbase can't come through a proxy of your own (${upstream.name}).`
  throw new BrowserError('unreachable', why)
}

const asFault = (error: unknown): BrowserError =>
  error instanceof BrowserError
    ? error
    : new BrowserError('crashed', `Browserbase: ${(error as Error).message}`, { cause: error })
