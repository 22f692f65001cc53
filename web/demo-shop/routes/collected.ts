import { isIP } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono } from 'hono'
import type { AssetAddresses } from '../assets.ts'
import type { Collector } from '../collector/collector.ts'
import { collectedPage } from '../pages/collected.ts'

/** Shows what the shop's own collector received. No SDK runs here, so that reading it changes nothing. */
export function collectedRoutes(collector: Collector, assets: AssetAddresses) {
  const app = new Hono()
  app.get('/collected', (c) => {
    c.header('cache-control', 'no-store')
    return c.html(collectedPage(collector.collected(), assets))
  })
  app.get('/collected.json', (c) => {
    c.header('cache-control', 'no-store')
    return c.json(collector.collected({ events: c.req.query('events') === '1' }))
  })
  app.delete('/collected.json', (c) => {
    if (!isLoopback(c)) return c.json({ error: 'only the machine the shop runs on may reset it' }, 403)
    collector.reset()
    return c.body(null, 204)
  })
  return app
}

function isLoopback(c: Context): boolean {
  const address = getConnInfo(c).remote.address?.replace(/^::ffff:/, '') ?? ''
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))
}
