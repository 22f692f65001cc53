import { sdkName } from './sdk.ts'

interface Row {
  sdk: string
  /** What came of its requests, in words. */
  words: string
  /** How often each event was sent. */
  events: Record<string, number>
}

const MOST_NAMES = 12

/** What each analytics SDK sent. */
export function Receipt({ rows }: { rows: Row[] }) {
  return (
    <ul className="grid gap-3">
      {rows.map(({ sdk, words, events }) => (
        <li key={sdk} className="min-w-0 border-l-2 border-line pl-3">
          <p>
            <span className="font-medium">{sdkName(sdk)}.</span> <span className="text-ink-2">{words}</span>
          </p>
          <Events events={events} />
        </li>
      ))}
    </ul>
  )
}

function Events({ events }: Pick<Row, 'events'>) {
  const names = Object.entries(events).toSorted(([, a], [, b]) => b - a)
  if (names.length === 0) return null
  return (
    <ul aria-label="Events" className="flex flex-wrap gap-x-3 text-ink-3">
      {names.slice(0, MOST_NAMES).map(([name, count]) => (
        <li key={name} className="wrap-anywhere">
          {count.toLocaleString('en-GB')} <span className="font-mono text-12">{name}</span>
        </li>
      ))}
      {names.length > MOST_NAMES && <li>and {names.length - MOST_NAMES} more</li>}
    </ul>
  )
}

/** "12 of 14 requests accepted, 2 failed." */
export function requestsInWords({ sent, accepted, failed }: Record<'sent' | 'accepted' | 'failed', number>) {
  const of = `${accepted.toLocaleString('en-GB')} of ${sent.toLocaleString('en-GB')} requests accepted`
  return failed > 0 ? `${of}, ${failed.toLocaleString('en-GB')} failed.` : `${of}.`
}
