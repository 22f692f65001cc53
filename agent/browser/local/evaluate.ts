import type { CdpSession } from './cdp.ts'

/** The value of an expression in the page, as JSON. Its clicks count as a person's. */
export async function evaluate(session: CdpSession, expression: string): Promise<unknown> {
  const params = { expression, returnByValue: true, awaitPromise: true, userGesture: true }
  const { result } = await session.send<{ result: { value?: unknown } }>('Runtime.evaluate', params)
  return result.value
}
