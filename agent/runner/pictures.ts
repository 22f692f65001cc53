import type { Hold } from '../../db/hold.ts'
import { type PicturedSession, pictureKey, stepPictureKey } from '../../db/objects.ts'
import { BrowserError, type Visitor } from '../browser/port.ts'
import type { Storage } from '../storage/port.ts'

/**
 * Every step of a burst's first sessions is pictured; of later ones those that failed. A picture costs 0.06 s of CPU and
 * some 60 KB, and a burst may have 10,000 sessions.
 */
const SESSIONS_IN_FULL = 200
/** Steps of one attempt; a failed one is pictured wherever it comes. */
const STEPS_IN_FULL = 20

interface Scene {
  session: PicturedSession & { number: number }
  hold: Hold
  visitor: Visitor
}

/** The screen after a step. True when it is kept. */
export async function pictureStep(
  storage: Storage,
  { session, hold, visitor }: Scene,
  step: { number: number; ok: boolean },
): Promise<boolean> {
  const inFull = session.number <= SESSIONS_IN_FULL && step.number <= STEPS_IN_FULL
  if (!inFull && step.ok) return false
  const key = stepPictureKey(session, { attempt: hold.attempt, number: step.number })
  try {
    return await keep(storage, key, visitor)
  } catch (error) {
    if (error instanceof BrowserError) throw error
    // Storage is out of reach: the visit goes on, for analytics have seen it already.
    return false
  }
}

/** The last screen. True when it is kept. */
export const pictureEnd = (
  storage: Storage,
  { session, visitor }: Pick<Scene, 'session' | 'visitor'>,
): Promise<boolean> => keep(storage, pictureKey(session), visitor)

async function keep(storage: Storage, key: string, visitor: Visitor): Promise<boolean> {
  try {
    await storage.put(key, await visitor.screenshot())
    return true
  } catch (error) {
    // A page that can't be drawn is no reason to lose the session's row; the log shows that there is no picture.
    if (error instanceof BrowserError && error.fault !== 'aborted' && error.fault !== 'crashed') return false
    throw error
  }
}
