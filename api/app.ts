import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { openAPIRouteHandler } from 'hono-openapi'
import { type AppEnv, authenticate } from './auth.ts'
import type { Deps } from './deps.ts'
import { problem, toProblem } from './errors.ts'
import { burstRoutes } from './routes/bursts.ts'
import { chatRoutes } from './routes/chat.ts'
import { conversationRoutes } from './routes/conversations.ts'
import { eventRoutes } from './routes/events.ts'
import { meRoutes } from './routes/me.ts'
import { memoryRoutes } from './routes/memory.ts'
import { sessionRoutes } from './routes/session.ts'
import { logRoutes } from './routes/sessions.ts'
import { targetRoutes } from './routes/targets.ts'

/** Above the longest message there is, so that its own limit gets to name the field. */
const MAX_BODY = 1 << 20

/** The whole HTTP face. Opens nothing: what it needs is handed in. */
export function createApp(deps: Deps) {
  const app = new Hono<AppEnv>()
  app.use(secureHeaders())
  app.onError((error, c) => toProblem(c, error, deps.onError))
  app.notFound((c) =>
    problem(c, {
      status: 404,
      code: 'not_found',
      detail: `There is nothing at ${c.req.method} ${c.req.path}.`,
    }),
  )
  app.get('/healthz', (c) => c.json({ ok: true }))
  app.get('/readyz', async (c) => {
    await deps.db.execute(sql`select 1`)
    return c.json({ ok: true, database: 'answers' })
  })
  const limit = bodyLimit({
    maxSize: MAX_BODY,
    onError: (c) =>
      problem(c, {
        status: 413,
        code: 'too_large',
        detail: `Expected a body of at most ${MAX_BODY} bytes.`,
        field: 'body',
      }),
  })
  const { auth } = deps
  if (auth) app.use('/auth/v1/*', limit).all('/auth/v1/*', (c) => auth(c.req.raw))
  app.use('/api/*', limit)
  const open = app.route('/api/session', sessionRoutes(deps))
  app.use('/api/*', authenticate(deps))
  const routes = open
    .route('/api/me', meRoutes(deps))
    .route('/api/chat', chatRoutes(deps))
    .route('/api/conversations', conversationRoutes(deps))
    .route('/api/targets', targetRoutes(deps))
    .route('/api/targets', memoryRoutes(deps))
    .route('/api/bursts', burstRoutes(deps))
    .route('/api/sessions', logRoutes(deps))
    .route('/api/events', eventRoutes(deps))
  app.get(
    '/openapi.json',
    openAPIRouteHandler(app, {
      documentation: {
        info: { title: 'SessionBurst', version: '1', description: 'Real browser sessions on your own site.' },
        components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
        security: [{ bearer: [] }],
      },
    }),
  )
  return routes
}
