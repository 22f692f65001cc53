import { readFile } from 'node:fs/promises'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import type { RequestClaim } from '../../web/demo-shop/collector/event.ts'
import { createDemoShop } from '../../web/demo-shop/server.ts'

/** What one request of the recorder said. */
export interface Recording {
  person: string
  /** Sent as the page was left. */
  last: boolean
  request: RequestClaim
}

/** rrweb as posthog-js ships it. */
const RRWEB = new URL('../../node_modules/posthog-js/dist/posthog-recorder.js', import.meta.url)
/** A recorder as vendors run it: a person a storage, a batch every two seconds, the rest when the page goes. */
const RECORD = `
  const person = localStorage.rr ??= crypto.randomUUID()
  let events = []
  const send = (last) => {
    if (events.length > 0 || last)
      navigator.sendBeacon('/rrweb?' + new URLSearchParams({ person, last }), JSON.stringify(events).slice(0, 60000))
    events = []
  }
  __PosthogExtensions__.rrweb.record({ emit: (event) => { events.push(event) } })
  setInterval(send, 2000, false)
  addEventListener('pagehide', () => send(true))`

/** The demo shop, with a session recorder on each of its pages besides its three SDKs. */
export async function startRecordedShop() {
  const { app: shop } = await createDemoShop()
  // It ends with a comment.
  const script = `${await readFile(RRWEB, 'utf8')}\n;(() => {${RECORD}})()`
  const recordings: Recording[] = []
  const app = new Hono()
  app.get('/rrweb.js', (c) => c.body(script, 200, { 'content-type': 'text/javascript; charset=utf-8' }))
  app.post('/rrweb', (c) => {
    const header = (name: string) => c.req.header(name)
    recordings.push({
      person: c.req.query('person') ?? '',
      last: c.req.query('last') === 'true',
      request: {
        userAgent: header('user-agent'),
        acceptLanguage: header('accept-language'),
        platform: header('sec-ch-ua-platform'),
        mobile: header('sec-ch-ua-mobile') === '?1',
      },
    })
    return c.body(null, 204)
  })
  app.all('*', async (c) => {
    const answer = await shop.fetch(c.req.raw)
    if (!answer.headers.get('content-type')?.startsWith('text/html')) return answer
    const page = (await answer.text()).replace('</head>', '<script src="/rrweb.js"></script></head>')
    return new Response(page, { status: answer.status, headers: answer.headers })
  })
  const server = createAdaptorServer({ fetch: app.fetch })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    origin: `http://127.0.0.1:${port}`,
    recordings: () => recordings,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
