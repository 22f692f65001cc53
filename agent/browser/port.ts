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

export interface VisitRequest {
  identity: Identity
  /** host:port pairs the visit may reach; everything else is refused by the visit's egress proxy. */
  allow: string[]
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
  /** Where the visitor is: ISO 3166, two letters. For a browser that can be put there. */
  country?: string
  /** How long the visit is expected to last, for a browser that is lent for a time. */
  expectedMs?: number
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
  /** While it runs; whoever has the link may also act there. */
  live?: string
  /** Afterwards, for those who may sign in there. */
  recording: string
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
