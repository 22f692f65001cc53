import { z } from 'zod'
import type { Sdk } from './analytics.ts'
import { decodeBody } from './unpack.ts'

/** What one request told its vendor, as far as its format is known. */
export interface Told {
  /** Names of its events, in their order; an id tells copies that were sent again. */
  events: { name: string; id?: string }[]
  /** Of the SDK that sent it. */
  version?: string
}

const name = z
  .string()
  .min(1)
  .transform((text) => text.slice(0, 100))
const word = z.string().max(100).optional().catch(undefined)
const list = <T extends z.ZodType>(item: T) => z.union([z.array(item), item.transform((one) => [one])])

const Posthog = z.object({
  event: name,
  uuid: word,
  properties: z.object({ $lib_version: word }).optional().catch(undefined),
})
const Mixpanel = z.object({ event: name, properties: z.object({ $insert_id: word, $lib_version: word }) })
const Amplitude = z.object({ event_type: name, insert_id: word, library: word })
const Segment = z.object({
  type: name,
  event: word,
  messageId: word,
  context: z
    .object({ library: z.object({ version: word }) })
    .optional()
    .catch(undefined),
})
const Plausible = z.object({ n: name })
const Umami = z.object({ type: name, payload: z.object({ name: word }) })

type Reader = (body: unknown) => Told
const READERS: Partial<Record<Sdk, Reader>> = {
  posthog: (body) => {
    const batch = z.union([z.object({ batch: z.array(Posthog) }).transform((it) => it.batch), list(Posthog)])
    const events = batch.parse(body)
    return {
      events: events.map((it) => ({ name: it.event, id: it.uuid })),
      version: events[0]?.properties?.$lib_version,
    }
  },
  mixpanel: (body) => {
    const events = list(Mixpanel).parse(body)
    return {
      events: events.map((it) => ({ name: it.event, id: it.properties.$insert_id })),
      version: events[0]?.properties.$lib_version,
    }
  },
  amplitude: (body) => {
    const { events } = z.object({ events: z.array(Amplitude) }).parse(body)
    const version = /\/([\d.]+)$/.exec(events[0]?.library ?? '')?.[1]
    return { events: events.map((it) => ({ name: it.event_type, id: it.insert_id })), version }
  },
  segment: (body) => {
    const batch = z.union([z.object({ batch: z.array(Segment) }).transform((it) => it.batch), list(Segment)])
    const events = batch.parse(body)
    return {
      events: events.map((it) => ({ name: it.event ?? it.type, id: it.messageId })),
      version: events[0]?.context?.library.version,
    }
  },
  plausible: (body) => ({ events: [{ name: Plausible.parse(body).n }] }),
  umami: (body) => {
    const { type, payload } = Umami.parse(body)
    // A view of a page has no name of its own.
    return { events: [{ name: payload.name ?? (type === 'event' ? 'pageview' : type) }] }
  },
}

/** Mixpanel's profile and group updates count nobody and have no event names. */
const NO_EVENTS = /\/(engage|groups)\/?(\?|$)/

/** Reads a request's events; undefined for what is in no known format. A page may send anything to anywhere. */
export function eventsOf(sdk: Sdk, url: string, body: Uint8Array | undefined): Told | undefined {
  try {
    if (sdk === 'ga4') return ga4(url, body)
    if (sdk === 'mixpanel' && NO_EVENTS.test(url)) return { events: [] }
    const reader = READERS[sdk]
    return reader && body ? reader(decodeBody(body)) : undefined
  } catch {
    return undefined
  }
}

/** One event in the address, or one a line in the body, which shares the address's other fields. */
function ga4(url: string, body: Uint8Array | undefined): Told {
  const own = new URL(url).searchParams.get('en')
  const lines = body ? new TextDecoder().decode(body).split('\n') : []
  const names = [own, ...lines.map((line) => new URLSearchParams(line).get('en'))]
  return {
    events: names.flatMap((found) => (found ? [{ name: found.slice(0, 100) }] : [])),
  }
}
