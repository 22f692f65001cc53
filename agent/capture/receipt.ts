import { analyticsOf, type Sdk } from './analytics.ts'
import { eventsOf } from './events.ts'

interface Request {
  method: string
  url: string
}

/** Names kept of one SDK in one visit; a site's own event names are without end. */
const MAX_NAMES = 100
const OTHER_NAMES = '(other names)'
const MAX_IDS = 2_000
/** Of a TLS connection that only ends, less is heard than this. */
const LAST_WORD_BYTES = 200

/** What a visit's analytics requests came to, by SDK. */
export class VisitReceipt {
  readonly sent: Record<string, number> = {}
  readonly accepted: Record<string, number> = {}
  readonly failed: Record<string, number> = {}
  readonly events: Record<string, Record<string, number>> = {}
  readonly left = new Set<string>()
  /** Of SDKs that say it in what they send. */
  readonly versions: Record<string, string> = {}
  readonly #seen: ReadonlySet<string>
  readonly #ids = new Set<string>()
  /** host:port -> the SDKs that sent to it over https. */
  readonly #hosts = new Map<string, Set<Sdk>>()
  #leaving = false

  /** `seen`: the SDKs that the doctor saw on the target. */
  constructor(seen: Iterable<string> = []) {
    this.#seen = new Set(seen)
  }

  sdkOf(request: Request): Sdk | undefined {
    return analyticsOf(request, this.#seen)
  }

  /** The SDK when the request is one with events. */
  noteSent(request: Request): Sdk | undefined {
    const sdk = this.sdkOf(request)
    if (!sdk) return undefined
    add(this.sent, sdk)
    const { protocol, hostname, port } = new URL(request.url)
    if (protocol === 'https:') {
      const host = `${hostname}:${port || 443}`
      this.#hosts.set(host, (this.#hosts.get(host) ?? new Set()).add(sdk))
    }
    // GA4 tells in the address, and may have no body at all.
    if (request.method === 'GET') this.noteBody(request, undefined)
    if (this.#leaving) this.left.add(sdk)
    return sdk
  }

  /** The SDK when the request is one with events and was accepted. */
  noteAnswer(request: Request, status: number): Sdk | undefined {
    const sdk = this.sdkOf(request)
    if (!sdk) return undefined
    const accepted = status >= 200 && status < 300
    add(accepted ? this.accepted : this.failed, sdk)
    return accepted ? sdk : undefined
  }

  /** A request that its page saw fail: broken on its way, or held back by the fence or the page's own policy. */
  noteFailure(request: Request, failure: string): void {
    const sdk = this.sdkOf(request)
    // A page that was left stops listening, and one that may not read an answer still had it: neither tells anything.
    if (!sdk || /ERR_ABORTED|ERR_FAILED/.test(failure)) return
    add(this.failed, sdk)
    // What the page's policy held back never left, though the page had told of it.
    const told = request.url.startsWith('https:') && !failure.startsWith('net::')
    if (told) this.sent[sdk] = Math.max(0, (this.sent[sdk] ?? 0) - 1)
  }

  noteBody(request: Request, body: Uint8Array | undefined): void {
    const sdk = this.sdkOf(request)
    const told = sdk && eventsOf(sdk, request.url, body)
    if (!told) return
    if (told.version) this.versions[sdk] = told.version
    for (const { name, id } of told.events) {
      if (id && !this.#isNew(`${sdk} ${id}`)) continue
      // A site may name an event `constructor`.
      const names = this.events[sdk] ?? (Object.create(null) as Record<string, number>)
      this.events[sdk] = names
      add(names, name in names || Object.keys(names).length < MAX_NAMES ? name : OTHER_NAMES)
    }
  }

  /** From here on the page is being left: what an SDK still sends is its last word. */
  leaving(): void {
    this.#leaving = true
  }

  /** Bytes that went to each host after the page was closed: of an https page that is gone, nothing else can be seen. */
  noteLastBytes(bytes: Record<string, number>): void {
    for (const [host, sdks] of this.#hosts)
      if ((bytes[host] ?? 0) >= LAST_WORD_BYTES) for (const sdk of sdks) this.left.add(sdk)
  }

  /** As the log keeps it. */
  kept() {
    const { sent, accepted, failed, events, left } = this
    return { sent, accepted, failed, events, left: [...left] }
  }

  #isNew(id: string): boolean {
    if (this.#ids.has(id)) return false
    if (this.#ids.size < MAX_IDS) this.#ids.add(id)
    return true
  }
}

function add(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1
}
