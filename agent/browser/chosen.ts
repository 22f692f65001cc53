import { Gate } from './browserbase/gate.ts'
import { type Browser, BrowserError, type Visitor, type VisitRequest } from './port.ts'

export interface Choice {
  remote: Browser
  /** Launches the local one when the first visit needs it. */
  local(): Promise<Browser>
  /** Visits at the same time in the local one. */
  localAtOnce: number
  /** Whether only this machine reaches a host. */
  isNear(hostname: string): boolean
}

/** Sites on this machine and its network are visited from here, for nobody else reaches them; all others remotely. */
export function openChosen({ remote, local, localAtOnce, isNear }: Choice): Browser {
  const gate = new Gate({ atOnce: localAtOnce, startsPerMinute: Number.POSITIVE_INFINITY })
  const closing = new AbortController()
  let near: Promise<Browser> | undefined
  const launch = () => {
    if (near) return near
    const launching = local()
    near = launching
    const forget = () => {
      if (near === launching) near = undefined
    }
    launching.then((browser) => browser.closed.then(forget), forget)
    return launching
  }
  const openHere = async (request: VisitRequest): Promise<Visitor> => {
    const leave = await gate.enter(AbortSignal.any([request.signal, closing.signal]))
    try {
      const visitor = await (await launch()).open(request)
      void visitor.over.then(leave)
      return visitor
    } catch (error) {
      leave()
      throw error instanceof BrowserError ? error : new BrowserError('crashed', (error as Error).message)
    }
  }
  return {
    open(request) {
      const [target = ''] = request.allow
      return isNear(target.replace(/:\d+$/, '')) ? openHere(request) : remote.open(request)
    },
    closed: remote.closed,
    async close() {
      closing.abort()
      await Promise.all([remote.close(), near?.then((browser) => browser.close())])
    },
  }
}
