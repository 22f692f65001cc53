import { Hono } from 'hono'

/** What posthog-js asks for before and besides events: no flags, and nothing that loads further code. */
const remoteConfig = {
  supportedCompression: ['gzip-js', 'base64'],
  hasFeatureFlags: false,
  autocapture_opt_out: false,
  captureDeadClicks: false,
  capturePerformance: false,
  autocaptureExceptions: false,
  sessionRecording: false,
  heatmaps: false,
  surveys: false,
  conversations: false,
  productTours: false,
  defaultIdentifiedOnly: true,
  isAuthenticated: false,
  toolbarParams: {},
  siteApps: [],
  config: { enable_collect_everything: true },
}

export function posthogConfigRoutes() {
  const app = new Hono()
  for (const path of ['/flags', '/flags/', '/decide', '/decide/']) {
    app.post(path, (c) =>
      c.json({
        ...remoteConfig,
        flags: {},
        errorsWhileComputingFlags: false,
        requestId: crypto.randomUUID(),
      }),
    )
  }
  app.get('/array/:token/config', (c) => c.json(remoteConfig))
  app.get('/array/:token/config.js', (c) => {
    const token = JSON.stringify(c.req.param('token')).replaceAll('<', '\\u003c')
    const script = `(window._POSTHOG_REMOTE_CONFIG ??= {})[${token}] = ${JSON.stringify({ config: remoteConfig, siteApps: [] })}`
    return c.body(script, 200, { 'content-type': 'text/javascript; charset=utf-8' })
  })
  return app
}
