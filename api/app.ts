import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { openAPIRouteHandler } from 'hono-openapi'
import { closedToOtherSites, dataHeaders, endUnread, uncached } from './answer-headers.ts'
import { type AppEnv, askAnew, authenticate } from './auth.ts'
import type { Deps } from './deps.ts'
import { problem, toProblem } from './errors.ts'
import { limitRequests } from './limit-requests.ts'
import { throttleEntries, throttleFiles, throttleSignIns } from './login-throttle.ts'
import { readiness } from './readiness.ts'
import { auditRoutes } from './routes/audit.ts'
import { burstRoutes } from './routes/bursts.ts'
import { chatRoutes } from './routes/chat.ts'
import { conversationRoutes } from './routes/conversations.ts'
import { doctorRoutes } from './routes/doctor.ts'
import { eventRoutes } from './routes/events.ts'
import { exportFileRoutes } from './routes/export-file.ts'
import { exportRoutes } from './routes/exports.ts'
import { inviteRoutes, openInviteRoutes } from './routes/invites.ts'
import { keyRoutes } from './routes/keys.ts'
import { meRoutes } from './routes/me.ts'
import { memberRoutes } from './routes/members.ts'
import { memoryRoutes } from './routes/memory.ts'
import { pictureRoutes } from './routes/pictures.ts'
import { sessionRoutes } from './routes/session.ts'
import { logRoutes } from './routes/sessions.ts'
import { streamExportRoutes } from './routes/stream-export.ts'
import { targetSecretRoutes } from './routes/target-secrets.ts'
import { targetRoutes } from './routes/targets.ts'
import { trendRoutes } from './routes/trends.ts'
import { viewRoutes } from './routes/views.ts'
import { visitorRoutes } from './routes/visitors.ts'
import { workspaceRoutes } from './routes/workspaces.ts'

/** Above the longest message there is, so that its own limit gets to name the field. */
const MAX_BODY = 1 << 20

/** What answers with data; pages have a policy of their own. */
const DATA = ['/api/*', '/auth/*', '/healthz', '/readyz', '/openapi.json']

/** The whole HTTP face. Opens nothing: what it needs is handed in. */
export function createApp(deps: Deps) {
  const app = new Hono<AppEnv>()
  app.use(endUnread)
  for (const path of DATA) app.use(path, dataHeaders, closedToOtherSites)
  app.use('/api/*', uncached, askAnew(deps))
  app.onError((error, c) => toProblem(c, error, deps.onError))
  app.notFound((c) =>
    problem(c, {
      status: 404,
      code: 'not_found',
      detail: `There is nothing at ${c.req.method} ${c.req.path}.`,
    }),
  )
  app.get('/healthz', (c) => c.json({ ok: true }))
  const ready = readiness(deps)
  app.get('/readyz', async (c) => {
    const state = await ready()
    return c.json(state, state.ok ? 200 : 503)
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
  if (auth) app.use('/auth/v1/*', limit, throttleSignIns(deps)).all('/auth/v1/*', (c) => auth(c.req.raw))
  app.use('/api/*', limit)
  for (const path of ['/api/session', '/api/invites/look']) app.use(path, throttleEntries(deps))
  app.use('/api/exports/:id/file', throttleFiles(deps))
  const open = app
    .route('/api/session', sessionRoutes(deps))
    .route('/api/invites', openInviteRoutes(deps))
    .route('/api/exports', exportFileRoutes(deps))
  app.use('/api/*', authenticate(deps), limitRequests(deps))
  const routes = open
    .route('/api/me', meRoutes(deps))
    .route('/api/workspaces', workspaceRoutes(deps))
    .route('/api/members', memberRoutes(deps))
    .route('/api/invites', inviteRoutes(deps))
    .route('/api/keys', keyRoutes(deps))
    .route('/api/audit', auditRoutes(deps))
    .route('/api/chat', chatRoutes(deps))
    .route('/api/conversations', conversationRoutes(deps))
    .route('/api/targets', targetRoutes(deps))
    .route('/api/targets', doctorRoutes(deps))
    .route('/api/targets', memoryRoutes(deps))
    .route('/api/targets', targetSecretRoutes(deps))
    .route('/api/targets', visitorRoutes(deps))
    .route('/api/bursts', burstRoutes(deps))
    .route('/api/sessions', trendRoutes(deps))
    .route('/api/sessions', streamExportRoutes(deps))
    .route('/api/sessions', logRoutes(deps))
    .route('/api/sessions', pictureRoutes(deps))
    .route('/api/exports', exportRoutes(deps))
    .route('/api/views', viewRoutes(deps))
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
