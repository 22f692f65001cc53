import { and, asc, eq, gt } from 'drizzle-orm'
import { type Db, inWorkspace } from './client.ts'
import { frames, turns } from './schema/turns.ts'
import { type Frame, stale, type TurnState } from './turns.ts'

/** What a reader finds of a turn. */
export interface SeenTurn {
  state: TurnState
  stale: boolean
  frames: Frame[]
}

/** The turn's frames after `after` (-1: from the first), at most `limit`; undefined when the turn is gone. */
export function readFrames(
  db: Db,
  input: { workspaceId: string; id: string; after: number; limit: number },
): Promise<SeenTurn | undefined> {
  return inWorkspace(db, input.workspaceId, async (tx) => {
    // The state before the frames: of a turn seen as ended, every frame is then there to be read.
    const [turn] = await tx
      .select({ state: turns.state, stale })
      .from(turns)
      .where(and(eq(turns.workspaceId, input.workspaceId), eq(turns.id, input.id)))
    if (!turn) return undefined
    const found = await tx
      .select({ number: frames.number, data: frames.data })
      .from(frames)
      .where(and(eq(frames.turnId, input.id), gt(frames.number, input.after)))
      .orderBy(asc(frames.number))
      .limit(input.limit)
    return { ...turn, frames: found }
  })
}
