import { Screen } from '../ui/screen.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { Announcer } from './announcer.tsx'
import { isGoing } from './burst-query.ts'
import { BurstState } from './burst-state.tsx'
import { BurstStrip } from './burst-strip.tsx'
import { CancelBurst } from './cancel.tsx'
import { CountLinks } from './counts.tsx'
import { HeadCount } from './head-count.tsx'
import { BurstPlanFacts } from './plan.tsx'
import { Recorded } from './recorded.tsx'
import { RealismReport } from './report.tsx'
import { SessionRows } from './session-rows.tsx'
import { BurstTabs } from './tabs.tsx'
import { useBurst } from './use-burst.ts'
import { Warnings } from './warnings.tsx'

/** One burst at full width. */
export function BurstPage({ id, tab }: { id: string; tab?: 'report' }) {
  const { data, error, refetch } = useBurst(id)
  if (!data)
    return (
      <Screen title="Burst">
        {error ? (
          <Trouble what="This burst" error={error} onRetry={refetch} />
        ) : (
          <div role="status" className="h-11 rounded-control border border-line">
            <span className="heard">Loading the burst</span>
          </div>
        )}
      </Screen>
    )
  const { burst } = data
  return (
    <Screen
      title={
        <>
          <span className="block text-28">
            <HeadCount burst={burst} />
          </span>
          <span className="block text-13 font-normal tracking-normal text-ink-2">
            on {burst.target.name} <span className="font-mono text-12 text-ink-3">{burst.target.origin}</span>
          </span>
        </>
      }
      side={
        <div className="flex items-center gap-3">
          <BurstState burst={burst} />
          {isGoing(burst) && <CancelBurst burst={burst} />}
        </div>
      }
    >
      <div className="grid gap-3">
        <BurstStrip progress={data} size={44} />
        <CountLinks burst={burst} />
        <Warnings burst={burst} />
      </div>
      <BurstPlanFacts progress={data} />
      <Recorded burst={burst} />
      <BurstTabs id={id} />
      {tab === 'report' ? (
        <section aria-label="Realism">
          <h2 className="heard">Realism</h2>
          <RealismReport burst={burst} />
        </section>
      ) : (
        <SessionRows progress={data} />
      )}
      <Announcer burst={burst} />
    </Screen>
  )
}
