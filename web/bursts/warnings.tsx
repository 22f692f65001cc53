import { useQuery } from '@tanstack/react-query'
import type { Burst } from '../client.ts'
import { receiptQuery } from './receipt-query.ts'
import { strayInWords } from './words.ts'

const MOST_SHOWN = 4

/** What went wrong, with its reasons, what no vendor counts, and what one counts besides. */
export function Warnings({ burst }: { burst: Burst }) {
  const unrecorded = useQuery(receiptQuery(burst)).data?.warning
  const stray = strayInWords(burst.strayVisits)
  const reasons = burst.reasons.toSorted((a, b) => b.count - a.count)
  const rest = reasons.slice(MOST_SHOWN).reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      {reasons.length > 0 && (
        <ul className="grid gap-1 rounded-control bg-fail-soft px-3 py-2">
          {reasons.slice(0, MOST_SHOWN).map(({ reason, count }) => (
            <li key={reason} className="flex gap-2">
              <span className="shrink-0 font-medium">{count} failed</span>
              <span className="min-w-0 wrap-anywhere">{reason}</span>
            </li>
          ))}
          {rest > 0 && <li className="text-ink-2">{rest} more for other reasons</li>}
        </ul>
      )}
      {unrecorded && <p className="border-l-2 border-blocked pl-3 text-ink-2">{unrecorded}</p>}
      {stray && <p className="border-l-2 border-blocked pl-3 text-ink-2">{stray}</p>}
    </>
  )
}
