import { setTimeout as delay } from 'node:timers/promises'
import type { ClaimedSession } from '../../db/claims.ts'
import type { Visitor } from '../browser/port.ts'
import { type BannerSeen, bannerScript, drawAnswer } from '../capture/banner.ts'

const BANNER_MS = 3000
const BANNER_POLL_MS = 250

/** What this visitor says to a consent banner, if one stands there: the same at every attempt, in the target's shares. */
export async function meetBanner(
  { capture, number }: ClaimedSession,
  visitor: Visitor,
  signal: AbortSignal,
): Promise<string | undefined> {
  // Multiples of the golden ratio fill the shares evenly from the first few visitors on.
  const answer = drawAnswer(capture.consent, (number * 0.6180339887498949) % 1)
  const look = async () => (await visitor.evaluate(bannerScript(answer))) as BannerSeen | null | undefined
  let seen = await look()
  // Where the doctor saw one, it may still be loading.
  for (let waited = 0; capture.banner && !seen?.visible && waited < BANNER_MS; waited += BANNER_POLL_MS) {
    await delay(BANNER_POLL_MS, undefined, { signal })
    seen = await look()
  }
  if (!seen?.visible) return undefined
  return seen.answered || answer === 'ignore' ? answer : `${answer}, but no button says so`
}
