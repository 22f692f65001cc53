import { serverEvents } from '../../api/cli/server-events.ts'

/** Where the API answers, in this process or another. */
export interface Reached {
  url: string
  token?: string
  fetch: typeof fetch
}

export interface Event {
  id?: string
  data: { type: string; topic?: string; [field: string]: unknown }
}

/** Opens a stream of the API and reads it event by event; `leave` cuts it. */
export async function openStream(
  api: Reached,
  path: string,
  options: { body?: unknown; headers?: Record<string, string> } = {},
) {
  const response = await api.fetch(`${api.url}${path}`, {
    method: options.body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${api.token ?? 'local-token'}`,
      'content-type': 'application/json',
      ...options.headers,
    },
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
  })
  const events = serverEvents(response)
  const seen: Event[] = []
  const next = async (): Promise<Event | undefined> => {
    const { done, value } = await events.next()
    if (done || value.data === '[DONE]') return undefined
    const event = { id: value.id, data: JSON.parse(value.data) as Event['data'] }
    seen.push(event)
    return event
  }
  return {
    response,
    seen,
    next,
    /** Reads on until an event fits; throws when the stream ends first. */
    async until(fits: (event: Event) => boolean): Promise<Event> {
      for (;;) {
        const event = await next()
        if (!event) throw new Error(`The stream ended after ${JSON.stringify(seen.map(({ data }) => data))}`)
        if (fits(event)) return event
      }
    },
    /** Reads to the end. */
    async rest(): Promise<Event[]> {
      while (await next());
      return seen
    },
    leave: () => events.return(undefined),
  }
}

export type Stream = Awaited<ReturnType<typeof openStream>>

/** The text of a reply's chunks. */
export const textOf = (stream: Stream) =>
  stream.seen.flatMap(({ data }) => (data.type === 'text-delta' ? [data.delta] : [])).join('')
export const saying = (text: string) => (event: Event) => event.data.delta === text
