import type { SessionDetail } from '../client.ts'
import { clockOf, durationOf } from '../ui/time.ts'
import { sentInWords } from './names.ts'

type Attempt = SessionDetail['tries'][number]

/** What became of one try, and whether the vendor saw a person that the log does not count. */
export function attemptInWords(attempt: Attempt): string {
  const began = `Began at ${clockOf(attempt.startedAt)}`
  const after = (end: string) => durationOf(Date.parse(end) - Date.parse(attempt.startedAt))
  if (attempt.lostAt) {
    const sent = sentInWords(attempt.sent)
    const lost = `${began}, lost after ${after(attempt.lostAt)}: its browser stopped before the visit was over.`
    if (!attempt.strayVisit) return `${lost} Nothing had been sent to analytics yet.`
    if (Object.keys(attempt.accepted).length === 0)
      return `${lost} It was just sending ${sent}; no answer had come, so your analytics may count it as one more visit: a stray visit.`
    return `${lost} It had sent ${sent} by then, so your analytics counts it as one more visit: a stray visit.`
  }
  return attempt.endedAt ? `${began}, over after ${after(attempt.endedAt)}.` : `${began}, still going.`
}
