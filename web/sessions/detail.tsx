import { useQuery } from '@tanstack/react-query'
import type { SessionDetail } from '../client.ts'
import { inWorkspace } from '../session/workspace.ts'
import { OutcomeMark } from '../ui/outcome.tsx'
import { Attempts } from './attempts.tsx'
import { SessionFacts } from './facts.tsx'
import { journeyQuery } from './log-query.ts'
import { Screenshot } from './screenshot.tsx'
import { Timeline } from './timeline.tsx'

/** Everything the log knows of one session. */
export function Detail({ session }: { session: SessionDetail }) {
  const journey = useQuery(journeyQuery(session.burstId)).data
  // The steps are those of the last attempt.
  const attempt = `/api/sessions/${session.id}/attempts/${session.attempts}`
  const pictureOf = (step: number) => inWorkspace(`${attempt}/steps/${step}/screenshot`)
  return (
    <div className="@container grid gap-6">
      <div className="grid gap-2">
        <p className="text-17">
          <OutcomeMark outcome={session.outcome} />
        </p>
        {session.reason && (
          <p
            className={session.outcome === 'failed' ? 'rounded-control bg-fail-soft px-3 py-2' : 'text-ink-2'}
          >
            {session.reason}
          </p>
        )}
      </div>
      <SessionFacts session={session} />
      <div className="grid gap-6 @min-[860px]:grid-cols-[minmax(0,1fr)_minmax(0,420px)]">
        <div className="grid content-start gap-6">
          <Timeline session={session} journey={journey ?? []} pictureOf={pictureOf} />
          <Attempts session={session} />
        </div>
        <Screenshot session={session} />
      </div>
    </div>
  )
}
