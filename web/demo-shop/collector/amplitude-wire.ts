import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { SentEvent } from './event.ts'
import { detail, id, name } from './wire-fields.ts'

const PATH = '[Amplitude] Page Path'

const AmplitudeEvent = z.object({
  event_type: name,
  insert_id: id.optional(),
  time: z.number().min(0).max(8e15).optional(),
  device_id: detail,
  user_id: detail,
  /** The start of the session in milliseconds; -1 for an event outside of any session. */
  session_id: z.number().optional().catch(undefined),
  os_name: detail,
  language: detail,
  user_agent: detail,
  event_properties: z
    .object({ [PATH]: detail, synthetic: detail })
    .optional()
    .catch(undefined),
})

const AmplitudeBody = z.object({ events: z.array(AmplitudeEvent).min(1) })

export function readAmplitude(body: unknown): SentEvent[] {
  return AmplitudeBody.parse(body).events.map((event) => ({
    id: event.insert_id ?? randomUUID(),
    name: event.event_type,
    time: new Date(event.time ?? Date.now()).toISOString(),
    person: id.parse(event.user_id ?? event.device_id),
    anonymous: event.user_id ? event.device_id : undefined,
    // Two devices may start a session in the same millisecond.
    session: event.session_id && event.session_id > 0 ? `${event.device_id}:${event.session_id}` : undefined,
    path: event.event_properties?.[PATH],
    synthetic: event.event_properties?.synthetic,
    device: { os: event.os_name, language: event.language, userAgent: event.user_agent },
  }))
}
