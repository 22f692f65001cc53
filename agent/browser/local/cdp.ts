import WebSocket from 'ws'
import { BrowserError } from '../port.ts'
import { within } from './deadline.ts'

type Params = Record<string, unknown>
export interface CdpEvent {
  method: string
  params: Params
}
type Listener = (event: CdpEvent) => void
interface Answer {
  resolve: (result: unknown) => void
  reject: (error: Error) => void
}
interface Message {
  id?: number
  result?: unknown
  error?: { code: number; message: string }
  method?: string
  params?: Params
  sessionId?: string
}

const COMMAND_MS = 10_000
/** Listeners of the browser itself, which has no session id. */
const BROWSER = ''

/** One websocket to a Chromium's debugging port, with a deadline on every command. */
export class Cdp {
  readonly closed: Promise<void>
  readonly #socket: WebSocket
  readonly #answers = new Map<number, Answer>()
  readonly #listeners = new Map<string, Set<Listener>>()
  #lastId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#dropAll()
        resolve()
      })
    })
    // 'close' always follows and settles everything.
    socket.on('error', () => undefined)
    socket.on('message', (data) => this.#receive(JSON.parse(String(data)) as Message))
  }

  static async connect(url: string): Promise<Cdp> {
    const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 2 ** 28 })
    const opened = new Promise<void>((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    await within(COMMAND_MS, 'connecting to Chromium', opened)
    return new Cdp(socket)
  }

  /** `Result` is the caller's knowledge of the protocol; Chromium's answer is not checked against it. */
  send<Result = unknown>(method: string, params: Params = {}, session = BROWSER, ms = COMMAND_MS) {
    const id = ++this.#lastId
    const answered = new Promise<unknown>((resolve, reject) => {
      if (this.#socket.readyState !== WebSocket.OPEN) return reject(gone())
      this.#answers.set(id, { resolve, reject })
      this.#socket.send(JSON.stringify({ id, method, params, ...(session && { sessionId: session }) }))
    })
    return within(ms, method, answered).finally(() => this.#answers.delete(id)) as Promise<Result>
  }

  on(listener: Listener, session = BROWSER): void {
    const known = this.#listeners.get(session) ?? new Set()
    this.#listeners.set(session, known.add(listener))
  }

  session(id: string): CdpSession {
    return new CdpSession(this, id)
  }

  forget(session: string): void {
    this.#listeners.delete(session)
  }

  close(): void {
    this.#socket.close()
  }

  #receive(message: Message): void {
    if (message.id === undefined) {
      const event = { method: message.method ?? '', params: message.params ?? {} }
      for (const listener of this.#listeners.get(message.sessionId ?? BROWSER) ?? []) listener(event)
      return
    }
    const answer = this.#answers.get(message.id)
    if (message.error) answer?.reject(new Error(message.error.message))
    else answer?.resolve(message.result)
  }

  #dropAll(): void {
    for (const { reject } of this.#answers.values()) reject(gone())
    this.#listeners.clear()
  }
}

const gone = () => new BrowserError('crashed', 'the connection to Chromium is closed')

/** The same websocket, speaking to one attached target. */
export class CdpSession {
  readonly #cdp: Cdp
  readonly #id: string

  constructor(cdp: Cdp, id: string) {
    this.#cdp = cdp
    this.#id = id
  }

  send<Result = unknown>(method: string, params: Params = {}, ms?: number): Promise<Result> {
    return this.#cdp.send<Result>(method, params, this.#id, ms)
  }

  /** For commands whose failure only means that the target is already gone. */
  post(method: string, params: Params = {}): void {
    this.send(method, params).catch(() => undefined)
  }

  on(listener: Listener): void {
    this.#cdp.on(listener, this.#id)
  }
}
