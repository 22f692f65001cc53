import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Accounts } from './accounts.ts'
import { loadAssets } from './assets.ts'
import { buildDemoShop } from './build.ts'
import { Collector } from './collector/collector.ts'
import { Journal } from './collector/journal.ts'
import { posthogConfigRoutes } from './collector/posthog-config.ts'
import { collectorRoutes } from './collector/routes.ts'
import { notFoundPage } from './pages/not-found.ts'
import { checkoutRoutes } from './routes/checkout.ts'
import { collectedRoutes } from './routes/collected.ts'
import { marketingRoutes } from './routes/marketing.ts'
import { renderer } from './routes/render.ts'
import { signInRoutes } from './routes/sign-in.ts'
import { workspaceRoutes } from './routes/workspace.ts'
import { type ShopEnv, Visits } from './visit.ts'

const MAX_FORM_BYTES = 64 * 1024

/** Builds the browser bundle if it is not up to date, and puts the shop together without listening. */
export async function createDemoShop(
  journal?: Journal,
): Promise<{ app: Hono<ShopEnv>; collector: Collector }> {
  await buildDemoShop()
  const { addresses, routes: assets } = await loadAssets()
  const collector = new Collector(journal)
  const accounts = new Accounts()
  const visits = new Visits()
  const render = renderer(visits, addresses)

  const app = new Hono<ShopEnv>()
  app.route('/', assets)
  app.route('/collect/posthog', posthogConfigRoutes())
  app.route('/collect', collectorRoutes(collector))
  app.route('/', collectedRoutes(collector, addresses))
  app.use(bodyLimit({ maxSize: MAX_FORM_BYTES }), visits.recognise)
  app.route('/', marketingRoutes(visits, render))
  app.route('/', signInRoutes(accounts, visits, render))
  app.route('/', workspaceRoutes(accounts, visits, render))
  app.route('/', checkoutRoutes(visits, render))
  app.notFound((c) => render(c, notFoundPage, 404))
  return { app, collector }
}

/** Rejects with the system's error, such as EADDRINUSE, when it cannot listen. Port 0 takes a free one. */
export async function startDemoShop({
  port,
  host = '127.0.0.1',
  journal,
}: {
  port: number
  host?: string
  /** File that keeps what was collected over restarts; without it memory does. */
  journal?: string
}): Promise<{ origin: string; close(): Promise<void> }> {
  const { app } = await createDemoShop(journal ? new Journal(journal) : undefined)
  const server = createAdaptorServer({ fetch: app.fetch })
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, host, resolve)
  await listening
  const address = server.address()
  const taken = typeof address === 'object' && address ? address.port : port
  return {
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    close: () =>
      new Promise((closed, failed) => {
        server.close((error) => (error ? failed(error) : closed()))
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
