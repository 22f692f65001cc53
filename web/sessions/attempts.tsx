import type { SessionDetail } from '../client.ts'
import { Receipt, requestsInWords } from '../ui/receipt.tsx'
import { attemptInWords } from './attempt-words.ts'

/** What left for analytics, and the tries it took. */
export function Attempts({ session: { tries, receipt } }: { session: SessionDetail }) {
  if (tries.length === 0) return null
  return (
    <>
      <section aria-labelledby="analytics" className="grid gap-2">
        <h2 id="analytics" className="text-17">
          Analytics
        </h2>
        <Receipt rows={receipt.sdks.map((sdk) => ({ ...sdk, words: inWords(sdk) }))} />
        {receipt.warning && <p className="border-l-2 border-blocked pl-3 text-ink-2">{receipt.warning}</p>}
        {receipt.sdks.length === 0 && !receipt.warning && (
          <p className="text-ink-2">Nothing was sent to an analytics SDK that we know yet.</p>
        )}
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

function inWords(sdk: SessionDetail['receipt']['sdks'][number]): string {
  const last = sdk.left ? 'Its last events went out' : 'Nothing went out'
  return `${requestsInWords(sdk)} ${last} as the page was left.`
}
