import Browserbase, {
  APIConnectionError,
  APIError,
  AuthenticationError,
  RateLimitError,
  toFile,
} from '@browserbasehq/sdk'
import { FEWEST, type Places, placesOf } from '../../planner/lent-places.ts'
import { within } from '../local/deadline.ts'
import { BrowserError } from '../port.ts'

export interface Credentials {
  apiKey: string
  projectId: string
  /** Another address than Browserbase's own. */
  baseUrl: string
}
export type NewSession = Browserbase.SessionCreateParams
export interface RemoteSession {
  id: string
  /** Holds a key: it goes into no log and no message. */
  connectUrl: string
}

/** One try of a call; two more follow where that is harmless, each after a pause. */
const TRY_MS = 15_000
const CALL_MS = 50_000
const UPLOAD_MS = 60_000
const BUSY_MS = 5_000
const MAX_BUSY_MS = 120_000

/** Browserbase can't be used as it is configured; one sentence with the variable's name. */
export class BrowserbaseRefused extends Error {}

/** Browserbase is full, or was asked too fast. */
export class Busy extends Error {
  readonly retryAfterMs: number
  constructor(retryAfterMs: number) {
    super(`Browserbase has no place for another ${retryAfterMs} ms`)
    this.retryAfterMs = retryAfterMs
  }
}

export const recordingOf = (id: string): string => `https://www.browserbase.com/sessions/${id}`

/** The project at Browserbase. Every call has a deadline, and its failure says that it was Browserbase's. */
export class Account {
  readonly credentials: Credentials
  readonly #sdk: Browserbase

  constructor(credentials: Credentials) {
    this.credentials = credentials
    const { apiKey, baseUrl } = credentials
    this.#sdk = new Browserbase({ apiKey, baseURL: baseUrl, timeout: TRY_MS })
  }

  /** What the project may do at once. Throws BrowserbaseRefused for a wrong key or project. */
  async places(): Promise<Places> {
    const { projectId } = this.credentials
    try {
      const { concurrency } = await within(
        CALL_MS,
        'asking Browserbase',
        this.#sdk.projects.retrieve(projectId),
      )
      return Number.isInteger(concurrency) && concurrency > 0 ? placesOf(concurrency) : FEWEST
    } catch (error) {
      if (error instanceof AuthenticationError)
        throw new BrowserbaseRefused(
          "BROWSERBASE_API_KEY: Browserbase does not accept this key; expected the one in the project's settings",
        )
      if (error instanceof APIError && error.status !== undefined && [400, 403, 404].includes(error.status))
        throw new BrowserbaseRefused(
          `BROWSERBASE_PROJECT_ID: Browserbase has no project ${projectId} for this key; expected its id from the project's settings`,
        )
      throw new BrowserbaseRefused(`BROWSERBASE_API_KEY: ${failed('telling of the project', error).message}`)
    }
  }

  async hasExtension(id: string): Promise<boolean> {
    try {
      await this.#call('looking for the extension', this.#sdk.extensions.retrieve(id))
      return true
    } catch (error) {
      if (isStatus(error, 404)) return false
      throw error
    }
  }

  async uploadExtension(archive: Uint8Array): Promise<string> {
    const file = await toFile(archive, 'stagehand-extension.zip')
    const upload = this.#sdk.extensions.create({ file }, { timeout: UPLOAD_MS })
    return (await this.#call('taking the extension', upload, 3 * UPLOAD_MS)).id
  }

  /** Tried once: a second try after a lost answer could leave two. Throws Busy when there is no place. */
  async create(session: NewSession): Promise<RemoteSession> {
    const { projectId } = this.credentials
    const creating = this.#sdk.sessions.create({ projectId, ...session }, { maxRetries: 0, timeout: CALL_MS })
    try {
      const { id, connectUrl } = await creating
      return { id, connectUrl }
    } catch (error) {
      throw error instanceof RateLimitError
        ? new Busy(retryAfterMs(error))
        : failed('starting a session', error)
    }
  }

  async liveView(id: string): Promise<string> {
    return (await this.#call('giving the live view', this.#sdk.sessions.debug(id))).debuggerFullscreenUrl
  }

  /** The running sessions that bear a runner's name, each with the name of its visit. */
  async running(runner: string): Promise<{ id: string; visit: unknown }[]> {
    const query = { status: 'RUNNING', q: `user_metadata['runner']:'${runner}'` } as const
    const found = await this.#call('listing sessions', this.#sdk.sessions.list(query))
    // Asked again here: to end a stranger's session would be worse than to leave one of ours.
    const ours = found.filter(({ userMetadata }) => userMetadata?.runner === runner)
    return ours.map(({ id, userMetadata }) => ({ id, visit: userMetadata?.visit }))
  }

  async release(id: string): Promise<void> {
    const { projectId } = this.credentials
    const release = this.#sdk.sessions.update(id, { projectId, status: 'REQUEST_RELEASE' })
    await this.#call('releasing a session', release).catch((error) => {
      // Over already, as after its own timeout.
      if (!isStatus(error, 404) && !isStatus(error, 410)) throw error
    })
  }

  async #call<T>(what: string, call: Promise<T>, ms = CALL_MS): Promise<T> {
    try {
      return await within(ms, `Browserbase: ${what}`, call)
    } catch (error) {
      throw failed(what, error)
    }
  }
}

const isStatus = (error: unknown, status: number): boolean =>
  error instanceof Error && error.cause instanceof APIError && error.cause.status === status

function failed(what: string, error: unknown): BrowserError {
  if (error instanceof BrowserError) return error
  const reason = error instanceof APIConnectionError ? 'it does not answer' : (error as Error).message
  return new BrowserError('crashed', `Browserbase failed at ${what}: ${reason}`, { cause: error })
}

/** Seconds or a date, as HTTP has it; a few seconds where nothing is said. */
function retryAfterMs({ headers }: RateLimitError): number {
  const said = headers?.['retry-after'] ?? ''
  const ms = /^\d+(\.\d+)?$/.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now()
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), MAX_BUSY_MS) : BUSY_MS
}
