import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { AppEnv } from './auth.ts'
import type { Deps } from './deps.ts'
import { type FollowedTopic, followEvents, type Resume, type Told } from './follow-events.ts'

const HEARTBEAT_MS = 15_000

export interface EventStreamOptions {
  topics: FollowedTopic[]
  resume: Resume
  /** The event's name and data; undefined leaves it out. */
  render(told: Told): { event?: string; data: object } | undefined
  /** Ends the stream after this one. */
  isLast?(told: Told): boolean
}

/** Answers with what happens on the topics as server-sent events, until the client leaves. */
export function eventStream(c: Context<AppEnv>, deps: Deps, options: EventStreamOptions): Response {
  const { actor } = c.var
  const { topics, resume } = options
  c.header('X-Accel-Buffering', 'no')
  return streamSSE(c, async (stream) => {
    const changes = deps.feed.subscribe(topics.map(({ topic }) => topic))
    stream.onAbort(() => changes.close())
    let quietSince = Date.now()
    let told: string | undefined
    try {
      for await (const { cursor, messages } of followEvents(deps, actor, changes, topics, resume)) {
        const shown = messages.flatMap((told) => options.render(told) ?? [])
        for (const [at, { event, data }] of shown.entries()) {
          const id = at === shown.length - 1 ? cursor : told
          await stream.writeSSE({ id, event, data: JSON.stringify(data) })
          quietSince = Date.now()
        }
        told = cursor
        if (messages.some((told) => options.isLast?.(told))) return
        if (Date.now() - quietSince > HEARTBEAT_MS) {
          await stream.write(': still here\n\n')
          quietSince = Date.now()
        }
      }
    } catch (error) {
      // A server that is stopping closes its database under open streams.
      if (!changes.closed) deps.onError(error, 'event stream')
    } finally {
      changes.close()
    }
  })
}
