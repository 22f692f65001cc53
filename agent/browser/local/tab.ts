import type { Page } from '@browserbasehq/stagehand'
import { type EndedRequest, MAX_BODY_BYTES, type SentRequest } from '../port.ts'
import type { CdpEvent, CdpSession } from './cdp.ts'
import { until } from './deadline.ts'
import type { Override } from './identity.ts'
import type { Driver } from './stagehand.ts'

/** Something that a click may have caused. */
export type Sign = 'navigation' | 'request' | 'popup'

interface Frame {
  id: string
  parentId?: string
  url: string
  urlFragment?: string
  unreachableUrl?: string
}

interface PostedRequest extends SentRequest {
  hasPostData?: boolean
  postDataEntries?: { bytes?: string }[]
}
interface Asked extends PostedRequest {
  type: string
  ended?: boolean
}
interface PostData {
  postData: string
  base64Encoded?: boolean
}

/** One page of a visit as the DevTools events tell it: where it is, whether it loads, what it asks for. */
export class Tab {
  readonly targetId: string
  readonly session: CdpSession
  url = 'about:blank'
  /** Main-frame documents of the web, error pages not counted. */
  documents = 0
  /** A new page loads something, be it about:blank. */
  loading = true
  contentLoaded = false
  /** The next document was asked for, and nothing of it has come. */
  unanswered = false
  /** HTTP status of the main frame's document. */
  status: number | undefined
  /** The address an error page stands for. */
  unreachable: string | undefined
  onSign: (sign: Sign) => void = () => undefined
  onCommit: () => void = () => undefined
  onCrash: () => void = () => undefined
  onRequest: (request: SentRequest) => void = () => undefined
  onAnswer: (request: SentRequest, status: number) => void = () => undefined
  onEnded: (request: EndedRequest) => void = () => undefined
  wantsBody: (request: SentRequest) => boolean = () => false
  onBody: (request: SentRequest, body: Uint8Array) => void = () => undefined
  /** Requests of scripts that have no answer yet. */
  readonly requests = new Set<string>()
  /** What every open request asked for. */
  readonly #asked = new Map<unknown, Asked>()
  #page: Promise<Page> | undefined

  constructor(targetId: string, session: CdpSession) {
    this.targetId = targetId
    this.session = session
    const handlers = this.#handlers()
    session.on(({ method, params }) => handlers[method]?.(params))
  }

  /**
   * The page waits for its debugger until the last command. Nothing is awaited before that: a paused popup does not
   * answer. Rejects when an override was refused.
   */
  async prepare(overrides: Override[]): Promise<void> {
    const commands: Override[] = [
      ['Page.enable', {}],
      ['Inspector.enable', {}],
      [
        'Network.enable',
        { maxTotalBufferSize: 1, maxResourceBufferSize: 1, maxPostDataSize: MAX_BODY_BYTES },
      ],
      ...overrides,
      ['Runtime.runIfWaitingForDebugger', {}],
    ]
    await Promise.all(commands.map(([method, params]) => this.session.send(method, params)))
  }

  /** The page as Stagehand knows it; asked again if it was not known yet. */
  stagehandPage(driver: Driver): Promise<Page> {
    this.#page ??= driver.page(this.targetId).catch((error) => {
      this.#page = undefined
      throw error
    })
    return this.#page
  }

  /** Waits until the page stands still: its document is there and its scripts wait for no answer. */
  async calm(loadMs: number, requestsMs: number): Promise<void> {
    await until(() => !this.loading || this.contentLoaded, loadMs)
    await until(() => !this.loading && this.requests.size === 0, requestsMs)
  }

  #handlers(): Record<string, (params: CdpEvent['params']) => void> {
    const answered = ({ requestId }: CdpEvent['params']) => {
      this.#asked.delete(requestId)
      this.requests.delete(String(requestId))
    }
    return {
      'Page.frameStartedLoading': ({ frameId }) => this.#started(frameId),
      'Page.frameStoppedLoading': ({ frameId }) => this.#stopped(frameId),
      'Page.frameNavigated': ({ frame }) => this.#committed(frame as Frame),
      'Page.navigatedWithinDocument': ({ frameId, url }) => this.#moved(frameId, String(url)),
      'Page.domContentEventFired': () => {
        this.contentLoaded = true
      },
      'Page.javascriptDialogOpening': ({ defaultPrompt }) =>
        this.session.post('Page.handleJavaScriptDialog', { accept: true, promptText: defaultPrompt }),
      'Network.requestWillBeSent': ({ requestId, type, request }) => {
        const asked = { ...(request as PostedRequest), type: String(type) }
        this.#asked.set(requestId, asked)
        this.onRequest(asked)
        if (this.wantsBody(asked)) void this.#readBody(requestId, asked)
        this.#requested(String(requestId), type)
      },
      'Network.webSocketCreated': ({ url }) => this.onRequest({ method: 'GET', url: String(url) }),
      'Network.responseReceived': ({ requestId, type, frameId, response }) => {
        const { status } = response as { status: number }
        if (type === 'Document' && frameId === this.targetId) this.status = status
        const request = this.#asked.get(requestId)
        if (!request) return
        this.onAnswer(request, status)
        this.#ended(request, { status })
      },
      'Network.loadingFinished': answered,
      'Network.loadingFailed': (params) => {
        const request = this.#asked.get(params.requestId)
        const failure = String(params.blockedReason ?? params.errorText)
        if (request && !request.ended) this.#ended(request, { failure })
        answered(params)
      },
      'Inspector.targetCrashed': () => this.onCrash(),
    }
  }

  #ended(request: Asked, how: Pick<EndedRequest, 'status' | 'failure'>): void {
    request.ended = true
    this.onEnded({ method: request.method, url: request.url, type: request.type, ...how })
  }

  async #readBody(requestId: unknown, request: Asked): Promise<void> {
    const parts = request.postDataEntries?.map(({ bytes = '' }) => Buffer.from(bytes, 'base64')) ?? []
    const told = Buffer.concat(parts)
    if (told.length > 0) return this.onBody(request, told)
    if (!request.hasPostData) return
    const body = await this.session
      .send<PostData>('Network.getRequestPostData', { requestId })
      // A page that is already gone has taken it along.
      .catch(() => undefined)
    if (!body || body.postData.length > MAX_BODY_BYTES * 2) return
    this.onBody(request, Buffer.from(body.postData, body.base64Encoded ? 'base64' : 'utf8'))
  }

  #started(frameId: unknown): void {
    if (frameId !== this.targetId) return
    this.loading = true
    this.unanswered = true
    this.contentLoaded = false
    this.onSign('navigation')
  }

  #stopped(frameId: unknown): void {
    if (frameId !== this.targetId) return
    this.loading = false
    this.unanswered = false
    this.contentLoaded = true
  }

  #committed(frame: Frame): void {
    if (frame.parentId) return
    this.unanswered = false
    this.requests.clear()
    this.unreachable = frame.unreachableUrl
    this.url = frame.unreachableUrl ? 'chrome-error://chromewebdata/' : frame.url + (frame.urlFragment ?? '')
    if (this.url.startsWith('http')) this.documents++
    this.onCommit()
  }

  #moved(frameId: unknown, url: string): void {
    if (frameId !== this.targetId) return
    this.url = url
    this.onSign('navigation')
  }

  #requested(id: string, type: unknown): void {
    if (type !== 'XHR' && type !== 'Fetch') return
    this.requests.add(id)
    this.onSign('request')
  }
}
