import { browserbase } from '@browserbasehq/stagehand'
import { Cdp } from '../local/cdp.ts'
import { within } from '../local/deadline.ts'
import { type Driver, driveWith } from '../local/stagehand.ts'
import type { Credentials, RemoteSession } from './account.ts'

export interface Connected {
  cdp: Cdp
  driver: Driver
  /** Full version of the remote Chrome. */
  version: string
  /** Ends the connection, and whatever still waits on it. */
  close(): Promise<void>
}

const CONNECT_MS = 60_000
const GOODBYE_MS = 1000
/** Browserbase hangs up on a connection that asks nothing for ten minutes; a visitor may read for longer. */
const HEARTBEAT_MS = 60_000

/** Stagehand and a DevTools connection of our own on one remote browser. */
export async function connect(session: RemoteSession, { apiKey, baseUrl }: Credentials): Promise<Connected> {
  const cdp = await Cdp.connect(session.connectUrl)
  try {
    const { product } = await cdp.send<{ product: string }>('Browser.getVersion')
    const driver = await within(CONNECT_MS, 'connecting Stagehand', stagehand(session.id, apiKey, baseUrl))
    const heartbeat = setInterval(() => cdp.send('Browser.getVersion').catch(() => undefined), HEARTBEAT_MS)
    heartbeat.unref()
    return {
      cdp,
      driver,
      version: /[\d.]+$/.exec(product)?.[0] ?? product,
      async close() {
        clearInterval(heartbeat)
        await within(GOODBYE_MS, 'closing Stagehand', driver.close()).catch(() => undefined)
        cdp.close()
      },
    }
  } catch (error) {
    cdp.close()
    throw error
  }
}

async function stagehand(sessionId: string, apiKey: string, baseUrl: string): Promise<Driver> {
  return driveWith(await browserbase.connect({ apiKey, baseUrl, sessionId }))
}
