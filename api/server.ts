import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { buildWeb } from '../web/build.ts'
import { startDemoShop } from '../web/demo-shop/server.ts'
import { createApp } from './app.ts'
import { openDataDir } from './data-dir.ts'
import { type Embedded, startEmbedded } from './embedded.ts'
import type { Config } from './env.ts'
import { logError } from './log-error.ts'
import { docsRoutes } from './routes/docs.ts'
import { pageRoutes } from './routes/page.ts'

export interface Server {
  url: string
  shop: string
  token: string
  /** Signs the first owner in, once. */
  signInLink: string
  /** Starts working off due sessions, for a start with `runLater`. */
  run(): Promise<void>
  /** Ends everything in order; safe to call twice. */
  close(): Promise<void>
  stopOnSignals(): void
}

/** The connection is hono's `c.env`. */
type Answer = (request: Request, connection: object) => Response | Promise<Response>

const HOST = '127.0.0.1'
const WEB = fileURLToPath(new URL('../web/dist/', import.meta.url))

/**
 * The whole product in one process. Throws before anything is left running: ConfigError, DataDirError,
 * ChromiumMissing, or the listener's EADDRINUSE.
 */
export async function startServer(
  config: Config,
  progress: (line: string) => void,
  options: { anyPort?: boolean; runLater?: boolean } = {},
): Promise<Server> {
  const dataDir = openDataDir(config.dataDir)
  const undo: (() => Promise<void> | void)[] = [() => dataDir.release()]
  const unwind = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    await buildWeb(progress)
    const journal = join(dataDir.path, 'demo-shop.jsonl')
    const shop = await onPort(config.port && config.port + 1, options.anyPort, (port) =>
      startDemoShop({ port, journal }),
    )
    undo.push(() => shop.close())
    const shopOrigin = shop.origin.replace('127.0.0.1', 'localhost')
    let handle: Answer | undefined
    // Listens first, so that a taken port is known before seconds of set-up; early requests are told to wait.
    const answer: Answer = (request, connection) => handle?.(request, connection) ?? starting()
    const listener = await onPort(config.port, options.anyPort, (port) => listen(port, answer))
    undo.push(listener.close)
    const url = config.publicUrl ?? `http://localhost:${listener.port}`
    const link = randomBytes(24).toString('base64url')
    const embedded: Embedded = await startEmbedded({
      config,
      dataDir,
      url,
      shop: shopOrigin,
      link,
      progress,
      onError: logError,
    })
    undo.push(() => embedded.close())
    const app = createApp(embedded.deps)
    app.route('/docs', docsRoutes())
    app.route('/', pageRoutes(WEB, config.supabaseUrl))
    handle = app.fetch
    if (!options.runLater) await embedded.run()
    dataDir.announce({ url: `http://localhost:${listener.port}`, pid: process.pid })
    return {
      url,
      shop: shopOrigin,
      token: dataDir.token,
      signInLink: `${url}/sign-in?link=${link}`,
      run: () => embedded.run(),
      close: unwind,
      stopOnSignals: () => stopOnSignals(unwind),
    }
  } catch (error) {
    await unwind()
    throw error
  }
}

/** The wanted port, or with `anyPort` whichever is free when that one is taken. */
async function onPort<T>(
  wanted: number,
  anyPort: boolean | undefined,
  open: (port: number) => Promise<T>,
): Promise<T> {
  try {
    return await open(wanted)
  } catch (error) {
    if (!anyPort || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    return open(0)
  }
}

const starting = () =>
  Response.json(
    {
      type: 'about:blank',
      title: 'Starting',
      status: 503,
      code: 'starting',
      detail: 'SessionBurst is starting.',
    },
    { status: 503, headers: { 'retry-after': '2', 'content-type': 'application/problem+json' } },
  )

function listen(port: number, fetch: Answer) {
  return new Promise<{ port: number; close(): Promise<void> }>((resolve, reject) => {
    const server = serve({ fetch, port, hostname: HOST }, (address: AddressInfo) => {
      resolve({
        port: address.port,
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            // Open streams would hold the process for ever; their readers reconnect.
            if ('closeAllConnections' in server) server.closeAllConnections()
          }),
      })
    })
    server.once('error', reject)
  })
}

function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false
  const end = () => {
    if (stopping) return
    stopping = true
    stop().then(
      () => process.exit(0),
      (error) => {
        logError(error, 'stopping')
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  // boot.mjs holds the other end: when it is gone, so is whoever started us.
  process.on('disconnect', end)
}
