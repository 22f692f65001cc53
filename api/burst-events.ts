import type { Context } from 'hono'
import { getBurst } from '../db/bursts.ts'
import type { AppEnv } from './auth.ts'
import type { Deps } from './deps.ts'
import { eventStream } from './event-stream.ts'
import { followedBurst } from './follow-events.ts'

/** A burst's progress: `snapshot` (unless resumed), `patch` with what changed last per session, then `end`. */
export async function burstEvents(c: Context<AppEnv, '/:id/events'>, deps: Deps): Promise<Response> {
  const { id } = await getBurst(deps.db, { ...c.var.actor, id: c.req.param('id') })
  return eventStream(c, deps, {
    topics: [followedBurst(id)],
    resume: { cursor: c.req.header('last-event-id') || undefined },
    render: ({ topic: _, ...data }) => (data.type === 'ready' ? undefined : { event: data.type, data }),
    isLast: ({ type }) => type === 'end',
  })
}
