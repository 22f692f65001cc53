import type { Identity } from '../planner/plan.ts'

/** One browser operation on one element. Arguments may hold variables as `%email%`. */
export interface Action {
  /** What Stagehand replays by, such as `xpath=/html[1]/body[1]/a[2]`. */
  selector: string
  /** click, fill, selectOptionFromDropdown, press ... as Stagehand names them. */
  method: string
  arguments: string[]
  /** The element in words, for people and for the next prompt. */
  description: string
  /** The element's own text when it was proposed. An action with one is not performed on an element of another text. */
  label?: string
}

/** A link that can be seen and clicked. */
export interface Link {
  url: string
  text: string
  selector: string
}

export type Variables = Record<string, string>

/** Answers Stagehand's questions about a page: the offline element resolver, or a hosted model. */
export type Generate = (params: GenerateParams) => Promise<GenerateResult>
export interface GenerateParams {
  systemPrompt?: string
  messages: { role: string; content: unknown }[]
  responseFormat?: unknown
}
export interface GenerateResult {
  role: 'assistant'
  content: { type: 'text'; text: string }
  outputFormat: 'json_schema'
  structuredContent: unknown
  usage: { inputTokens: number; outputTokens: number; totalTokens: number }
}

/** What opens a site that is not open to everybody. It is sent to that origin and to nobody else. */
export interface SiteAccess {
  origin: string
  /** Answers the site's own sign-in prompt (HTTP 401). */
  basicAuth?: { username: string; password: string }
  /** Goes with every request of its pages; in a Chromium of ours not with WebSockets, nor over https with those of workers and as a page is left. */
  header?: { name: string; value: string }
}

/** A proxy behind the fence, by which everything of a visit leaves. */
export interface Upstream {
  /** What people call it: its country. */
  name: string
  /** http or https, with user name and password where it wants them. */
  url: string
}

export interface VisitRequest {
  identity: Identity
  /** host:port pairs the visit may reach; everything else is refused by the visit's egress proxy. */
  allow: string[]
  /** Those of them whose pages it may be on; without it, all. A visit that is led elsewhere has left its target. */
  places?: string[]
  access?: SiteAccess
  upstream?: Upstream
  /** Values that no text of the visit may hold, by variable: what an element is called is told without them. */
  secrets?: Variables
  /** Its pages may show what nobody is to read: whoever lends the browser keeps no recording and no log of it. */
  unseen?: boolean
  generate: Generate
  /** Aborting ends the visit at once: every pending call rejects, the context is disposed. */
  signal: AbortSignal
  /**
   * Told of every request of the visit's pages before it leaves. Plain http waits in the proxy for the promise; https,
   * which nobody but the page sees into, is told of as the page sends it.
   */
  onRequest?(request: SentRequest): Promise<void> | void
  /** Told of the answer's status, by the proxy for plain http before the page has it, by the page for https. */
  onAnswer?(request: SentRequest, status: number): void
  /** Whose bodies `onBody` is told of, at most MAX_BODY_BYTES each; without it none is read. */
  wantsBody?(request: SentRequest): boolean
  onBody?(request: SentRequest, body: Uint8Array): void
  /** Told of each request as its page sees it end: also of those that the fence or the page's own policy held back. */
  onEnded?(request: EndedRequest): void
  /** Follows the user agent, such as `SessionBurst/1`: how the site's owner tells these visits from others. */
  agentSuffix?: string
  /** Run in every document before its own scripts. */
  initScripts?: string[]
  /** What this visitor's browser kept of an earlier visit: there before the first page is. */
  storage?: KeptStorage
  /** Its pages live by a clock of their own, which `skip` moves on; a browser that knows none goes by the real one. */
  ownClock?: boolean
  /** Where the visitor is: ISO 3166, two letters. For a browser that can be put there. */
  country?: string
  /** How long the visit is expected to last, for a browser that is lent for a time. */
  expectedMs?: number
}

/** What a browser keeps of a site when it is closed: cookies with a date, HttpOnly ones too, and localStorage. */
export interface KeptStorage {
  /** As DevTools gives and takes them. */
  cookies: Record<string, unknown>[]
  /** The origin whose `local` it is. */
  origin: string
  local: Record<string, string>
  /** The page's own clock when this was read, in epoch milliseconds. */
  readAt: number
}

/** What is read of a request's body: more than the SDKs put into one, and little enough for many visits at once. */
export const MAX_BODY_BYTES = 2 ** 18

export interface SentRequest {
  method: string
  url: string
}

export interface EndedRequest extends SentRequest {
  /** As DevTools names it: Document, Script, Fetch, XHR, Ping, Image ... */
  type: string
  status?: number
  /** Why there is no answer: `csp` for the page's own policy, else Chromium's words. */
  failure?: string
}

/** What the visit's proxy saw; the fence's own report. */
export interface Traffic {
  allowed: number
  /** host:port -> refused requests. */
  refused: Record<string, number>
  /** host:port -> bytes that went into its tunnels (https) since the page was closed. */
  lastBytes: Record<string, number>
}

/** Tells apart what ended a call; the runner maps it to a reason in the log. */
export type BrowserFault = 'unreachable' | 'deadline' | 'aborted' | 'crashed' | 'left-target'
export class BrowserError extends Error {
  readonly fault: BrowserFault
  constructor(fault: BrowserFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'BrowserError'
    this.fault = fault
  }
}

/**
 * How long a visit stays on its last page before it leaves: longer than the longest flush interval of the analytics
 * SDKs (Mixpanel's 5 s). Amplitude sends nothing at unload, so a shorter stay loses a visit's last events.
 */
export const FLUSH_DWELL_MS = 5500

/** A visit in a browser that is lent, and where it can be seen. */
export interface Loan {
  /** From here on it is billed. */
  since: Date
  /** Nobody may watch, and nothing is kept. */
  unseen?: true
  /** While it runs; whoever has the link may also act there. */
  live?: string
  /** Afterwards, for those who may sign in there. */
  recording?: string
}

/** One open visit: one browser context, one identity, one fence. Every call has a deadline of its own. */
export interface Visitor {
  /** Product and version, such as `Chromium 156.0.8078.79`. */
  readonly product: string
  readonly loan?: Loan
  /** Resolves when nothing of the visit is left in the browser. */
  readonly over: Promise<void>
  /** Throws BrowserError('unreachable') for a refused port, an unknown host or an error page. */
  goto(url: string, options?: { referrer?: string }): Promise<void>
  url(): Promise<string>
  /** The value of an expression in the page in front, as JSON; undefined when the page can't tell. */
  evaluate(expression: string): Promise<unknown>
  /** HTTP status of the page in front; undefined before the first answer. */
  status(): number | undefined
  /** Main-frame documents loaded so far. */
  pages(): number
  /** The links of the page in front, as a visitor without a task sees them. */
  links(): Promise<Link[]>
  /** Asks the model which actions bring the instruction forward here; variables are named, never shown. */
  propose(instruction: string, variables: Variables): Promise<Action[]>
  /** `changed`: URL, DOM or network changed within the settle time. Never throws for a missing element: ok is false. */
  perform(action: Action, variables: Variables): Promise<{ ok: boolean; changed: boolean; message: string }>
  /** What the browser would keep of the origin; undefined when the page in front is not of it. */
  storage(origin: string): Promise<KeptStorage | undefined>
  /** Of a visit with its own clock: lets so much time go by for its pages, at once. Answers how much was not waited for. */
  skip?(ms: number): Promise<number>
  /** The viewport as JPEG. */
  screenshot(): Promise<Uint8Array>
  /** Ends the visit as a person would: closes the page, lets the last requests finish, disposes the context. */
  leave(): Promise<Traffic>
  /** Ends it at once, whatever is pending. Safe to call twice, and after leave. */
  abort(): Promise<void>
}

/** The browser a runner owns. */
export interface Browser {
  open(request: VisitRequest): Promise<Visitor>
  /** Resolves when the process died or was closed. */
  readonly closed: Promise<void>
  close(): Promise<void>
}
