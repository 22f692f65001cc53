import type { UIMessageChunk } from 'ai'
import type { Db } from '../../db/client.ts'
import { readFrames } from '../../db/frames.ts'
import { listMessages } from '../../db/messages.ts'
import { endTurn, type RunningTurn } from '../../db/turns.ts'
import { closing, composeMessage } from './ending.ts'

/**
 * Ends a turn whose producer is gone: what it had written stays as the message, and readers are told. Nothing
 * happens when it lives again, unless `force` says that no producer can.
 */
export async function interruptTurn(
  db: Db,
  turn: RunningTurn,
  options: { force?: boolean } = {},
): Promise<void> {
  const all = await readFrames(db, { ...turn, after: -1, limit: Number.MAX_SAFE_INTEGER })
  if (!all) return
  const written = all.frames.flatMap((frame) => frame.data as UIMessageChunk[])
  const data = closing('interrupted', written)
  const [before] = await listMessages(db, { ...turn, limit: 1 })
  await endTurn(db, turn, {
    state: 'interrupted',
    frame: { number: (all.frames.at(-1)?.number ?? -1) + 1, data },
    message: await composeMessage('interrupted', [...written, ...data], before),
    ifStale: !options.force,
  })
}
