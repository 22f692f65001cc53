import { currentRights } from '../db/rights.ts'
import { proofHolds } from '../db/sign-ins.ts'
import type { Actor } from './auth.ts'
import type { Deps } from './deps.ts'

/** Streams are to close within 5 s when membership ends, or the sign-in they were opened with. */
export const MEMBERSHIP_MS = 2_000

/** Whether a stream of this actor may go on: they are in the workspace, and what it was opened with still holds. */
export async function mayStay(db: Deps['db'], actor: Actor): Promise<boolean> {
  const { userId, proof } = actor
  if (!(await currentRights(db, actor))) return false
  return !proof || (await proofHolds(db, { userId, proof }))
}

/** The stream as long as its reader may have it. */
export function whileMember<T>(
  { db, onError }: Pick<Deps, 'db' | 'onError'>,
  actor: Actor,
  source: ReadableStream<T>,
): ReadableStream<T> {
  const reader = source.getReader()
  let timer: ReturnType<typeof setInterval> | undefined
  return new ReadableStream<T>({
    start() {
      const check = async () => {
        if (!(await mayStay(db, actor))) await reader.cancel()
      }
      timer = setInterval(() => check().catch((error) => onError(error, 'membership')), MEMBERSHIP_MS)
    },
    async pull(controller) {
      const { done, value } = await reader.read()
      if (!done) return controller.enqueue(value)
      clearInterval(timer)
      controller.close()
    },
    async cancel() {
      clearInterval(timer)
      await reader.cancel()
    },
  })
}
