import { currentRights } from '../db/rights.ts'
import { proofHolds } from '../db/sign-ins.ts'
import type { Actor } from './auth.ts'
import type { Deps } from './deps.ts'

/** Streams are to close within 5 s when membership ends, or the sign-in they were opened with. */
export const MEMBERSHIP_MS = 2_000

/** Whether a stream of this actor may go on: they are in the workspace, and what it was opened with still holds. */
export async function mayStay(
  db: Deps['db'],
  actor: Pick<Actor, 'workspaceId' | 'userId' | 'keyId' | 'proof'>,
): Promise<boolean> {
  const { userId, proof } = actor
  if (!(await currentRights(db, actor))) return false
  return !proof || (await proofHolds(db, { userId, proof }))
}

/** The stream as long as its reader may have it. With `whole`, one that is cut off breaks, so that it can't pass for whole. */
export function whileMember<T>(
  { db, onError }: Pick<Deps, 'db' | 'onError'>,
  actor: Pick<Actor, 'workspaceId' | 'userId' | 'keyId' | 'proof'>,
  source: ReadableStream<T>,
  options: { whole?: boolean } = {},
): ReadableStream<T> {
  const reader = source.getReader()
  let timer: ReturnType<typeof setInterval> | undefined
  return new ReadableStream<T>({
    start(controller) {
      const check = async () => {
        if (await mayStay(db, actor)) return
        clearInterval(timer)
        if (options.whole) controller.error(new Error('Its reader may no longer have it.'))
        await reader.cancel()
      }
      timer = setInterval(() => check().catch((error) => onError(error, 'membership')), MEMBERSHIP_MS)
    },
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (!done) return controller.enqueue(value)
        clearInterval(timer)
        controller.close()
      } catch (error) {
        clearInterval(timer)
        throw error
      }
    },
    async cancel() {
      clearInterval(timer)
      await reader.cancel()
    },
  })
}
