import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { SentEvent } from './event.ts'
import { detail, id, name, pathOf, pixels, screen } from './wire-fields.ts'

const MixpanelEvent = z.object({
  event: name,
  properties: z.object({
    $insert_id: id.optional(),
    /** Seconds in older releases, milliseconds in newer ones. */
    time: z.number().min(0).max(8e15).optional(),
    distinct_id: id.optional(),
    $device_id: detail,
    $user_id: detail,
    $current_url: z.string().optional().catch(undefined),
    current_url: z.string().optional().catch(undefined),
    $os: detail,
    $browser: detail,
    synthetic: detail,
    $screen_width: pixels,
    $screen_height: pixels,
  }),
})

const MixpanelBody = z.union([z.array(MixpanelEvent).min(1), MixpanelEvent.transform((event) => [event])])

const Profiles = z.union([z.array(z.looseObject({})).min(1), z.looseObject({})])

/** Profile and group updates are no events: they are only checked for being what they claim. */
export const checkProfiles = (body: unknown) => {
  Profiles.parse(body)
}

const toDate = (time: number) => new Date(time < 1e11 ? time * 1000 : time)

export function readMixpanel(body: unknown): SentEvent[] {
  return MixpanelBody.parse(body).map(({ event, properties: p }) => {
    const device = p.$device_id && `$device:${p.$device_id}`
    return {
      id: p.$insert_id ?? randomUUID(),
      name: event,
      time: toDate(p.time ?? Date.now()).toISOString(),
      person: id.parse(p.$user_id ?? device ?? p.distinct_id),
      anonymous: p.$user_id ? device : undefined,
      path: pathOf(p.$current_url ?? p.current_url)?.slice(0, 200),
      synthetic: p.synthetic,
      device: { os: p.$os, browser: p.$browser, screen: screen(p.$screen_width, p.$screen_height) },
    }
  })
}
