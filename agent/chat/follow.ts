import type { UIMessageChunk } from 'ai'
import type { Db } from '../../db/client.ts'
import type { Feed } from '../../db/feed.ts'
import { readFrames } from '../../db/frames.ts'
import { type RunningTurn, turnTopic } from '../../db/turns.ts'
import { interruptTurn } from './interrupt.ts'

/** Looked at anyway this often: a NOTIFY can be lost with its connection. */
const BACKSTOP_MS = 1_000
const BATCH = 200
const LEAVING = 'This server is stopping. Reload the page to see the rest of the reply.'

/** A running turn from its first chunk to its end, whichever process writes it. */
export function followTurn(
  { db, feed }: { db: Db; feed: Feed },
  turn: RunningTurn,
): ReadableStream<UIMessageChunk> {
  const changes = feed.subscribe([turnTopic(turn.id)])
  let after = -1
  let left = false
  const next = async (): Promise<UIMessageChunk[] | undefined> => {
    while (!changes.closed) {
      const seen = await readFrames(db, { ...turn, after, limit: BATCH })
      after = seen?.frames.at(-1)?.number ?? after
      if (seen && seen.frames.length > 0)
        return seen.frames.flatMap((frame) => frame.data as UIMessageChunk[])
      if (seen?.state !== 'running') return undefined
      if (seen.stale) await interruptTurn(db, turn)
      else await changes.changed(BACKSTOP_MS)
    }
    return [{ type: 'error', errorText: LEAVING }]
  }
  return new ReadableStream<UIMessageChunk>({
    async pull(controller) {
      const over = changes.closed
      const chunks = over ? undefined : await next()
      if (left) return
      for (const chunk of chunks ?? []) controller.enqueue(chunk)
      if (chunks) return
      changes.close()
      controller.close()
    },
    cancel() {
      left = true
      changes.close()
    },
  })
}
