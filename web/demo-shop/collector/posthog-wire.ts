import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { SentEvent } from './event.ts'
import { detail, id, name, pixels, screen } from './wire-fields.ts'

const PosthogEvent = z.object({
  event: name,
  uuid: id.optional(),
  timestamp: z.iso.datetime({ offset: true }).optional(),
  distinct_id: id.optional(),
  properties: z
    .object({
      distinct_id: id.optional(),
      $device_id: detail,
      $session_id: detail,
      $pathname: detail,
      $device_type: detail,
      $os: detail,
      $browser: detail,
      $browser_language: detail,
      $raw_user_agent: detail,
      synthetic: detail,
      $screen_width: pixels,
      $screen_height: pixels,
    })
    .default({}),
})

const PosthogBody = z.union([
  z.object({ batch: z.array(PosthogEvent).min(1) }).transform((body) => body.batch),
  z.array(PosthogEvent).min(1),
  PosthogEvent.transform((event) => [event]),
])

export function readPosthog(body: unknown): SentEvent[] {
  return PosthogBody.parse(body).map(({ event, uuid, timestamp, distinct_id, properties }) => ({
    id: uuid ?? randomUUID(),
    name: event,
    time: new Date(timestamp ?? Date.now()).toISOString(),
    person: id.parse(distinct_id ?? properties.distinct_id),
    // PostHog itself joins the two at $identify. That travels beside the page's first events, so a page that ends
    // between them would be two visitors; every event names the device, whose id a visitor goes by at first.
    anonymous: properties.$device_id,
    session: properties.$session_id,
    path: properties.$pathname,
    synthetic: properties.synthetic,
    device: {
      type: properties.$device_type,
      os: properties.$os,
      browser: properties.$browser,
      language: properties.$browser_language,
      userAgent: properties.$raw_user_agent,
      screen: screen(properties.$screen_width, properties.$screen_height),
    },
  }))
}
