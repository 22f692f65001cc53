import { Link } from '@tanstack/react-router'
import type { BurstPlan } from '../client.ts'
import { Trouble } from '../ui/trouble.tsx'
import { Announcer } from './announcer.tsx'
import { isGoing } from './burst-query.ts'
import { BurstState } from './burst-state.tsx'
import { BurstStrip } from './burst-strip.tsx'
import { CancelBurst } from './cancel.tsx'
import { CountLinks } from './counts.tsx'
import { HeadCount } from './head-count.tsx'
import { Strip } from './strip.tsx'
import { layOutCounts } from './strip-layout.ts'
import { useBurst } from './use-burst.ts'
import { Warnings } from './warnings.tsx'
import { costInWords, devicesInWords } from './words.ts'

const FRAME = 'grid gap-3 rounded-card border border-line bg-sheet p-4'

/** A burst that a conversation started, followed live. */
export function BurstCard({ id, plan }: { id: string; plan?: BurstPlan }) {
  const { data, error, refetch } = useBurst(id)
  if (!data && error) return <Trouble what="This burst" error={error} onRetry={refetch} />
  if (!data) return <Waiting sessions={plan?.sessions ?? 0} />
  const { burst, sessions } = data
  return (
    <article aria-label={`Burst on ${burst.target.name}`} className={FRAME}>
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <p className="text-21 font-stretch-94% font-semibold">
            <HeadCount burst={burst} />
          </p>
          <p className="text-ink-2">
            {burst.target.name}
            {sessions.length > 0 && <span className="text-ink-3"> · {devicesInWords(sessions)}</span>}
          </p>
        </div>
        <BurstState burst={burst} />
      </header>
      <BurstStrip progress={data} size={28} />
      <CountLinks burst={burst} />
      <Warnings burst={burst} />
      {!isGoing(burst) && <p className="text-ink-2">{costInWords(burst.spent)}</p>}
      <footer className="-mb-1 flex items-center gap-2">
        <Link
          to="/bursts/$id"
          params={{ id }}
          className="underline decoration-line-2 underline-offset-4 hover:decoration-ink"
        >
          Open the burst
        </Link>
        <span className="flex-1" />
        {isGoing(burst) && <CancelBurst burst={burst} />}
      </footer>
      <Announcer burst={burst} />
    </article>
  )
}

/** The outline of what is to come, in its real shape. */
function Waiting({ sessions }: { sessions: number }) {
  const counts = {
    scheduled: sessions,
    running: 0,
    completed: 0,
    dropped: 0,
    bounced: 0,
    failed: 0,
    cancelled: 0,
  }
  return (
    <div className={FRAME} aria-busy="true">
      <p className="text-21 font-stretch-94% font-semibold">
        <HeadCount burst={{ sessions, counts }} />
      </p>
      <Strip size={28} layout={layOutCounts(28, counts)} name="The burst is loading" />
    </div>
  )
}
