import type { Fence } from '../fence.ts'
import type { Cdp } from '../local/cdp.ts'
import { sleep, until } from '../local/deadline.ts'
import type { TargetInfo } from '../local/watch-pages.ts'
import type { Traffic, VisitRequest } from '../port.ts'
import { hostPort } from '../proxy.ts'
import { rulesOf } from './rules.ts'

/** As its manifest has it. */
const STAGEHAND = 'Stagehand Runtime'
const WORKER_MS = 10_000
/** What follows a closed page is seen by nobody; it gets this long. */
const LAST_MS = 1000

/**
 * The fence inside a browser that is not ours: rules of chrome.declarativeNetRequest in Stagehand's extension, which
 * hold for every page, worker and WebSocket of the browser. WebRTC they don't reach. Stagehand's own domain policy is
 * made of the same, but knows no ports and lets WebSockets pass.
 */
export async function closeFence(cdp: Cdp, version: string, request: VisitRequest): Promise<Fence> {
  const { targetId, extensionId } = await findWorker(cdp)
  const attached = { targetId, flatten: true }
  const { sessionId } = await cdp.send<{ sessionId: string }>('Target.attachToTarget', attached)
  const rules = JSON.stringify(rulesOf(request, version, extensionId))
  const expression = `chrome.declarativeNetRequest.updateSessionRules({ addRules: ${rules} }).then(() => 'closed')`
  const params = { expression, awaitPromise: true, returnByValue: true }
  const { result } = await cdp.send<{ result: { value?: unknown } }>('Runtime.evaluate', params, sessionId)
  await cdp.send('Target.detachFromTarget', { sessionId })
  if (result.value !== 'closed') throw new Error('the fence of the visit could not be closed')
  return new RuleFence(request)
}

/** The worker of Stagehand's extension, among whatever else is installed; it may just be waking up. */
async function findWorker(cdp: Cdp): Promise<{ targetId: string; extensionId: string }> {
  const { extensions } = await cdp.send<{ extensions: { id: string; name: string }[] }>(
    'Extensions.getExtensions',
  )
  const extensionId = extensions.find(({ name }) => name === STAGEHAND)?.id ?? ''
  const worker = `chrome-extension://${extensionId}/service-worker.js`
  const end = performance.now() + WORKER_MS
  do {
    const { targetInfos } = await cdp.send<{ targetInfos: TargetInfo[] }>('Target.getTargets')
    const found = targetInfos.find(({ url }) => url === worker)
    if (found) return { targetId: found.targetId, extensionId }
    await sleep(50)
  } while (performance.now() < end)
  throw new Error("Stagehand's extension is not in the browser")
}

class RuleFence implements Fence {
  readonly trouble = undefined
  readonly #allow: Set<string>
  readonly #places: Set<string>
  readonly #refused: Record<string, number> = {}
  #allowed = 0
  #movedAt = performance.now()

  constructor({ allow, places = allow }: VisitRequest) {
    this.#allow = new Set(allow.map((entry) => entry.toLowerCase()))
    this.#places = new Set(places.map((entry) => entry.toLowerCase()))
  }

  allows(url: string): boolean {
    const target = hostPort(url)
    return target !== undefined && this.#allow.has(target)
  }

  shows(url: string): boolean {
    return this.allows(url) && this.#places.has(hostPort(url) ?? '')
  }

  /** A rule blocks in silence: it is the page that tells. */
  tells(url: string): boolean {
    return !url.startsWith('http')
  }

  saw(url: string): void {
    this.#movedAt = performance.now()
    const target = hostPort(url)
    if (!target) return
    if (this.#allow.has(target)) this.#allowed++
    else this.#refused[target] = (this.#refused[target] ?? 0) + 1
  }

  traffic(): Traffic {
    return { allowed: this.#allowed, refused: { ...this.#refused }, lastBytes: {} }
  }

  leaving(): void {}

  async quiet(_quietMs: number, boundMs: number): Promise<void> {
    this.#movedAt = performance.now()
    await until(() => performance.now() - this.#movedAt >= LAST_MS, boundMs)
  }

  close(): void {}
}
