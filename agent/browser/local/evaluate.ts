import type { CdpSession } from './cdp.ts'
import { within } from './deadline.ts'

const ANSWER_MS = 10_000

/** The value of an expression in the page, as JSON. Its clicks count as a person's. */
export async function evaluate(session: CdpSession, expression: string): Promise<unknown> {
  const params = { expression, returnByValue: true, awaitPromise: true, userGesture: true }
  const answered = session.send<{ result: { value?: unknown } }>('Runtime.evaluate', params, ANSWER_MS + 1000)
  const { result } = await within(ANSWER_MS, 'an answer of the page', answered)
  return result.value
}
