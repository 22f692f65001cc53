import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { burstTopic, getBurst } from '../db/bursts.ts'
import { latestCursor, readEvents } from '../db/events.ts'
import type { AppEnv } from './auth.ts'
import { viewBurst } from './burst-view.ts'
import type { Deps } from './deps.ts'

/** At most five patches a second, however fast sessions move. */
const PATCH_MS = 200
/** Looked at anyway this often: a NOTIFY can be lost with its connection. */
const BACKSTOP_MS = 2_000
const HEARTBEAT_MS = 15_000
const BATCH = 500

/** A burst's progress: `snapshot` (unless resumed), `patch` with what changed last per session, then `end`. */
export async function burstEvents(c: Context<AppEnv, '/:id/events'>, { db, feed }: Deps): Promise<Response> {
  const { workspaceId } = c.var.actor
  const { id } = await getBurst(db, { workspaceId, id: c.req.param('id') })
  const topic = burstTopic(id)
  return streamSSE(c, async (stream) => {
    const closed = new AbortController()
    stream.onAbort(() => closed.abort())
    const send = (type: string, cursor: string, data: object) =>
      stream.writeSSE({ id: cursor, event: type, data: JSON.stringify({ type, ...data }) })
    const current = async () => viewBurst(await getBurst(db, { workspaceId, id }))

    let cursor = c.req.header('last-event-id') ?? ''
    if (!cursor) {
      // The cursor first: a change in between comes twice, never not at all.
      cursor = await latestCursor(db, { workspaceId, topic })
      await send('snapshot', cursor, { burst: await current() })
    }
    let quietSince = Date.now()
    while (!closed.signal.aborted) {
      // Heard from before reading: a change between the two would else wait for the backstop.
      const change = feed.changed(topic, BACKSTOP_MS, closed.signal)
      const found = await readEvents(db, { workspaceId, topics: [topic], cursor, limit: BATCH })
      const last = found.at(-1)
      const burst = await current()
      if (last) {
        cursor = last.cursor
        const sessions = new Map(found.map(({ data }) => [data.session, data]))
        sessions.delete(undefined)
        await send('patch', cursor, {
          sessions: [...sessions.values()],
          counts: burst.counts,
          state: burst.state,
        })
        quietSince = Date.now()
      }
      const over = burst.counts.scheduled + burst.counts.running === 0
      if (over && found.length === 0) return send('end', cursor, { burst })
      if (Date.now() - quietSince > HEARTBEAT_MS) {
        await stream.write(': still here\n\n')
        quietSince = Date.now()
      }
      if (found.length === 0) await change
      await stream.sleep(PATCH_MS)
    }
  })
}
