import type { SessionDetail } from '../client.ts'
import { attemptInWords } from './attempt-words.ts'
import { receiptInWords } from './names.ts'

/** What left for analytics, and the tries it took. */
export function Attempts({ session: { tries } }: { session: SessionDetail }) {
  const last = tries.at(-1)
  if (!last) return null
  return (
    <>
      <section aria-labelledby="analytics" className="grid gap-1">
        <h2 id="analytics" className="text-17">
          Analytics
        </h2>
        <p className="text-ink-2">{receiptInWords(last.sent, last.accepted)}</p>
      </section>
      {tries.length > 1 && (
        <section aria-labelledby="attempts" className="grid gap-2">
          <h2 id="attempts" className="text-17">
            {tries.length} attempts
          </h2>
          <ol className="grid gap-2">
            {tries.map((attempt) => (
              <li
                key={attempt.number}
                className={
                  attempt.strayVisit ? 'border-l-2 border-blocked pl-3' : 'border-l-2 border-line pl-3'
                }
              >
                <span className="font-medium">Attempt {attempt.number}.</span>{' '}
                <span className="text-ink-2">{attemptInWords(attempt)}</span>
                {attempt.reason && <span className="text-fail wrap-anywhere"> {attempt.reason}</span>}
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  )
}
