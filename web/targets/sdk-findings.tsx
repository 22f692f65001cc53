import { cls } from '../ui/class.ts'
import type { SiteReport } from './doctor-state.ts'

type Sdk = SiteReport['sdks'][number]

const VERDICT: Record<Sdk['verdict'], string> = {
  records: 'records our sessions',
  drops: 'would drop our sessions',
  unsure: 'is loaded; whether it records our sessions did not show',
}

/** Each analytics SDK of the site: what becomes of our sessions there, why, and what to do. */
export function SdkFindings({ sdks }: { sdks: Sdk[] }) {
  if (sdks.length === 0)
    return (
      <p className="max-w-[640px] text-ink-2">
        No analytics was found on the pages. Sessions run all the same, and show up in our log only.
      </p>
    )
  return (
    <ul aria-label="Analytics" className="border-t border-line">
      {sdks.map((sdk) => (
        <li key={sdk.sdk} className="grid gap-1.5 border-b border-line py-3">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <Mark verdict={sdk.verdict} />
            <span className="font-medium">{sdk.name}</span>
            {sdk.version && <span className="font-mono text-12 text-ink-3">{sdk.version}</span>}
            <span className={cls(sdk.verdict === 'drops' ? 'text-fail' : 'text-ink-2')}>
              {VERDICT[sdk.verdict]}
            </span>
            {sdk.requests > 0 && (
              <span className="text-12 text-ink-3">
                {sdk.accepted} of {sdk.requests} requests accepted
              </span>
            )}
          </p>
          {sdk.problems.map(({ code, why, fix }) => (
            <p key={code} className="max-w-[640px] pl-[18px] text-ink-2 wrap-anywhere">
              {why} <span className="font-medium text-ink">To mend it:</span> {fix}
            </p>
          ))}
        </li>
      ))}
    </ul>
  )
}

/** Filled, empty, or on its corner: shape before colour. */
function Mark({ verdict }: Pick<Sdk, 'verdict'>) {
  return (
    <span
      aria-hidden
      className={cls(
        'size-2.5 shrink-0 rounded-bar border',
        verdict === 'records' && 'border-ink bg-ink',
        verdict === 'drops' && 'rotate-45 border-fail bg-fail',
        verdict === 'unsure' && 'border-ink-3',
      )}
    />
  )
}
