import { useQuery } from '@tanstack/react-query'
import { api, type Burst, type BurstReport, json } from '../client.ts'
import { Trouble } from '../ui/trouble.tsx'
import { isGoing } from './burst-query.ts'
import { VERDICTS, type Verdict, vendorName } from './report-figures.ts'
import { ReportLine } from './report-row.tsx'
import { Tells } from './tells.tsx'

const LOOK_AGAIN_MS = 15_000
const WORDS: Record<Verdict, { title: string; what: string }> = {
  differs: { title: 'Differs', what: 'A test says that this is not what it was compared with.' },
  fits: { title: 'Fits', what: 'A test finds nothing against it.' },
  'by construction': {
    title: 'By construction',
    what: 'Dealt out by quota, and every one came through: there is nothing to test.',
  },
  'too few to tell': {
    title: 'Too few to tell',
    what: 'A test on less than twenty says nothing either way.',
  },
  'not tested': { title: 'Not tested', what: 'Shown beside its reference only; the line says why.' },
}

/** How real a burst looks: every quantity as asked, as sent and as the world has it, with what the tests say. */
export function RealismReport({ burst }: { burst: Burst }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['report', burst.id],
    queryFn: () => json(api.bursts[':id'].report.$get({ param: { id: burst.id } })),
    refetchInterval: isGoing(burst) ? LOOK_AGAIN_MS : false,
  })
  if (!data && error) return <Trouble what="The report" error={error} onRetry={refetch} />
  if (!data)
    return (
      <div role="status" className="h-40 rounded-card border border-line">
        <span className="heard">Working out the report</span>
      </div>
    )
  if (data.visits === 0)
    return <p className="text-ink-2">No visit has ended yet, so there is nothing to report on.</p>
  return <Report report={data} />
}

function Report({ report }: { report: BurstReport }) {
  const found = report.tells.filter(({ verdict }) => verdict === 'found').length
  return (
    <div className="grid gap-8">
      <div className="grid gap-3">
        <h3 className="text-17">
          {found === 0
            ? 'Nothing that gives fake data away'
            : `${found} ${found === 1 ? 'sign' : 'signs'} that could give it away`}
        </h3>
        <Tells tells={report.tells} />
      </div>
      <Vendors vendors={report.vendors} visits={report.visits} />
      <p aria-hidden className="flex flex-wrap gap-x-6 text-12 text-ink-2">
        <span className="flex items-center gap-2">
          <span className="h-2 w-4 rounded-bar bg-ink" /> sent by the browsers
        </span>
        <span className="flex items-center gap-2">
          <span className="h-3.5 border-r-2 border-series-mobile" /> asked
        </span>
        <span className="flex items-center gap-2">
          <span className="h-3.5 border-r-2 border-series-desktop" /> reference
        </span>
      </p>
      {VERDICTS.map((verdict) => {
        const rows = report.rows.filter((row) => row.verdict === verdict)
        if (rows.length === 0) return null
        return (
          <section key={verdict} className="grid gap-2">
            <h3 className={`text-17 ${verdict === 'differs' ? 'text-fail' : ''}`}>
              {WORDS[verdict].title} <span className="font-normal text-ink-3">{rows.length}</span>
            </h3>
            <p className="text-ink-2">{WORDS[verdict].what}</p>
            <ul>
              {rows.map((row) => (
                <ReportLine key={row.quantity} row={row} />
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

/** A lost attempt that a vendor saw is one person more there than in the log. */
function Vendors({ vendors, visits }: Pick<BurstReport, 'vendors' | 'visits'>) {
  if (vendors.length === 0)
    return (
      <p className="text-ink-2">
        None of these {visits} visits sent anything that an analytics vendor accepted.
      </p>
    )
  return (
    <ul className="grid gap-1">
      {vendors.map(({ vendor, sessions, strayVisits, people }) => (
        <li key={vendor}>
          <span className="font-medium">{vendorName(vendor)}</span> counts {people.toLocaleString('en-GB')}{' '}
          <span className="text-ink-2">
            visitors of {visits.toLocaleString('en-GB')} visits
            {strayVisits > 0 && `: ${sessions} sessions and ${strayVisits} stray visits`}
          </span>
        </li>
      ))}
    </ul>
  )
}
