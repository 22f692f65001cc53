import { currentRights } from '../db/rights.ts'
import type { Actor } from './auth.ts'
import type { Deps } from './deps.ts'

/** Streams are to close within 5 s when membership ends. */
export const MEMBERSHIP_MS = 2_000

/** The stream as long as its reader is a member of the workspace, and the key that it was opened with lives. */
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
        if (!(await currentRights(db, actor))) await reader.cancel()
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
