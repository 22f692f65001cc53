import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { Browserbase } from '@browserbasehq/sdk'
import { getExtensionArchive } from '@browserbasehq/stagehand'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { type Chrome, lendChrome } from './browserbase-chrome.ts'

type Session = Browserbase.SessionCreateResponse
interface Lent {
  session: Session
  params: Browserbase.SessionCreateParams & { timeout?: number }
  chrome: Chrome
}

const KEY = 'bb_test_key'
const PROJECT = '5f0f0f0f-0000-4000-8000-000000000001'

/**
 * A double of Browserbase's API as its OpenAPI has it (docs.browserbase.com/reference/api), as much of it as we call:
 * a local Chromium for each session, whose DevTools WebSocket is the session's `connectUrl`.
 */
export async function startBrowserbase({ concurrency = 25 } = {}) {
  const lent = new Map<string, Lent>()
  const extensions = new Map<string, Uint8Array>()
  const calls: string[] = []
  /** What the next calls to start a session are answered instead. */
  const refusals: Response[] = []
  let spare: Promise<Chrome> | undefined
  const chrome = () => {
    const ready = spare ?? lendChrome()
    spare = lendChrome()
    return ready
  }
  const running = () => [...lent.values()].filter(({ session }) => session.status === 'RUNNING')
  const app = new Hono()
  app.use('/v1/*', async (c, next) => {
    calls.push(`${c.req.method} ${c.req.path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'ID')}`)
    if (c.req.header('x-bb-api-key') !== KEY) return problem(401, 'Unauthorized')
    await next()
  })
  app.get('/v1/projects/:id', (c) =>
    c.req.param('id') === PROJECT
      ? c.json({ id: PROJECT, name: 'Double', concurrency, defaultTimeout: 300, ownerId: 'x', ...times() })
      : problem(404, 'Project not found'),
  )
  app.post('/v1/extensions', async (c) => {
    const file = (await c.req.parseBody()).file
    if (!(file instanceof File)) return problem(400, 'file is required')
    const id = randomUUID()
    extensions.set(id, new Uint8Array(await file.arrayBuffer()))
    return c.json({ id, fileName: file.name, projectId: PROJECT, ...times() })
  })
  app.get('/v1/extensions/:id', (c) =>
    extensions.has(c.req.param('id'))
      ? c.json({ id: c.req.param('id'), fileName: 'x.zip', projectId: PROJECT, ...times() })
      : problem(404, 'Extension not found'),
  )
  app.post('/v1/sessions', async (c) => {
    const params = (await c.req.json()) as Lent['params']
    const refusal = refusals.shift()
    if (refusal) return refusal
    if (running().length >= concurrency)
      return problem(429, 'concurrent sessions limit', { 'retry-after': '1' })
    const archive = extensions.get(params.extensionId ?? '')
    if (!archive || Buffer.compare(archive, await getExtensionArchive()) !== 0)
      return problem(400, 'Extension not found')
    const own = await chrome()
    const id = randomUUID()
    const session: Session = {
      ...{ id, projectId: PROJECT, status: 'RUNNING', keepAlive: false, proxyBytes: 0, region: 'us-west-2' },
      ...{ startedAt: now(), expiresAt: now(), ...times(), userMetadata: params.userMetadata },
      ...{ connectUrl: own.cdpUrl, seleniumRemoteUrl: '', signingKey: '' },
    }
    own.child.once('exit', () => {
      if (session.status === 'RUNNING') session.status = 'ERROR'
    })
    lent.set(id, { session, params, chrome: own })
    return c.json(session)
  })
  app.get('/v1/sessions', (c) => {
    const { status, q = '' } = c.req.query()
    const [, key = '', value] = /^user_metadata\['(\w+)'\]:'([^']*)'$/.exec(q) ?? []
    const sessions = [...lent.values()].map(({ session: { connectUrl: _, ...listed } }) => listed)
    return c.json(sessions.filter((one) => one.status === status && one.userMetadata?.[key] === value))
  })
  app.get('/v1/sessions/:id', (c) => {
    const session = lent.get(c.req.param('id'))?.session
    return session ? c.json(session) : problem(404, 'Session not found')
  })
  app.get('/v1/sessions/:id/debug', (c) => {
    const url = `https://www.browserbase.com/devtools-fullscreen/inspector.html?session=${c.req.param('id')}`
    return c.json({ debuggerFullscreenUrl: url, debuggerUrl: url, pages: [], wsUrl: 'wss://x' })
  })
  app.post('/v1/sessions/:id', async (c) => {
    const one = lent.get(c.req.param('id'))
    if (!one) return problem(404, 'Session not found')
    const { status } = await c.req.json()
    if (status !== 'REQUEST_RELEASE') return problem(400, 'status')
    one.session.status = 'COMPLETED'
    await one.chrome.end()
    return c.json(one.session)
  })
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    credentials: { apiKey: KEY, projectId: PROJECT, baseUrl },
    lent,
    extensions,
    calls,
    refusals,
    running,
    async close() {
      await Promise.all([...lent.values()].map(({ chrome }) => chrome.end()))
      await (await spare)?.end()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type BrowserbaseDouble = Awaited<ReturnType<typeof startBrowserbase>>

const now = () => new Date().toISOString()
const times = () => ({ createdAt: now(), updatedAt: now() })

export const problem = (statusCode: number, message: string, headers: Record<string, string> = {}) =>
  Response.json({ statusCode, error: message, message }, { status: statusCode, headers })
