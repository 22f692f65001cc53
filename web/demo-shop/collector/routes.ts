import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { decodeBody } from '../../../agent/capture/unpack.ts'
import { readAmplitude } from './amplitude-wire.ts'
import type { Collector } from './collector.ts'
import type { RequestClaim, Sdk, SentEvent } from './event.ts'
import { checkProfiles, readMixpanel } from './mixpanel-wire.ts'
import { readPosthog } from './posthog-wire.ts'

const MAX_BODY_BYTES = 1024 * 1024

/** The shop's own stand-in for the three vendors: mounted at /collect on the shop's origin. */
export function collectorRoutes(collector: Collector) {
  const app = new Hono()
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (c) => {
        collector.refuse()
        return c.json({ error: 'a body may weigh 1 MB' }, 413)
      },
    }),
  )

  const receive = async (c: Context, sdk: Sdk, read: (body: unknown) => SentEvent[]) => {
    try {
      const events = read(decodeBody(new Uint8Array(await c.req.arrayBuffer())))
      collector.add(sdk, events, requestClaim(c))
      return events.length
    } catch {
      collector.refuse()
      return undefined
    }
  }

  const posthog = async (c: Context) =>
    (await receive(c, 'posthog', readPosthog)) === undefined
      ? c.json({ status: 0, error: 'malformed' }, 400)
      : c.json({ status: 1 })
  for (const path of ['/e', '/i/v0/e', '/batch', '/capture', '/track']) {
    app.post(`/posthog${path}`, posthog)
    app.post(`/posthog${path}/`, posthog)
  }

  const mixpanel = (read: (body: unknown) => SentEvent[]) => async (c: Context) =>
    (await receive(c, 'mixpanel', read)) === undefined
      ? c.json({ status: 0, error: 'malformed' }, 400)
      : c.json({ status: 1, error: null })
  const profiles = (body: unknown) => {
    checkProfiles(body)
    return []
  }
  app.post('/mixpanel/track/', mixpanel(readMixpanel))
  app.post('/mixpanel/track', mixpanel(readMixpanel))
  for (const path of ['/engage/', '/engage', '/groups/', '/groups']) {
    app.post(`/mixpanel${path}`, mixpanel(profiles))
  }

  app.post('/amplitude', async (c) => {
    const ingested = await receive(c, 'amplitude', readAmplitude)
    if (ingested === undefined) return c.json({ code: 400, error: 'malformed' }, 400)
    return c.json({ code: 200, events_ingested: ingested, server_upload_time: Date.now() })
  })
  return app
}

function requestClaim(c: Context): RequestClaim {
  const mobile = c.req.header('sec-ch-ua-mobile')
  return {
    userAgent: c.req.header('user-agent')?.slice(0, 300),
    acceptLanguage: c.req.header('accept-language')?.slice(0, 100),
    platform: c.req.header('sec-ch-ua-platform')?.replaceAll('"', '').slice(0, 50),
    mobile: mobile === undefined ? undefined : mobile === '?1',
  }
}
