import { and, eq } from 'drizzle-orm'
import { type Db, inWorkspace } from './client.ts'
import { AppError } from './errors.ts'
import { pictureKey, stepPictureKey } from './objects.ts'
import { knownId } from './pages.ts'
import { sessions, steps } from './schema/sessions.ts'

/** Where the picture of a session's last screen is kept, or the one of the screen after a step. */
export async function findPicture(
  db: Db,
  input: { workspaceId: string; id: string; step?: { attempt: number; number: number } },
): Promise<string> {
  const { workspaceId, step } = input
  const id = knownId(input.id, 'session')
  const [session] = await inWorkspace(db, workspaceId, (tx) => {
    const its = and(eq(sessions.workspaceId, workspaceId), eq(sessions.id, id))
    const shown = { burstId: sessions.burstId, kept: step ? steps.screenshot : sessions.screenshot }
    if (!step) return tx.select(shown).from(sessions).where(its)
    const done = and(
      eq(steps.sessionId, sessions.id),
      eq(steps.attempt, step.attempt),
      eq(steps.number, step.number),
    )
    return tx.select(shown).from(sessions).innerJoin(steps, done).where(its)
  })
  if (!session?.kept)
    throw new AppError('not_found', `This ${step ? 'step' : 'session'} has no screenshot.`, 'id')
  const place = { workspaceId, burstId: session.burstId, id }
  return step ? stepPictureKey(place, step) : pictureKey(place)
}
