import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Target } from '../client.ts'
import { useTopics } from '../events/use-topics.ts'
import { targetsQuery } from '../queries.ts'
import { AskManagers } from '../session/ask-managers.tsx'
import { useRole } from '../session/role.ts'
import { RowOutlines } from '../ui/row-outlines.tsx'
import { Screen } from '../ui/screen.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { AddTarget } from './add.tsx'
import { TargetState } from './state.tsx'

/** The sites that sessions may visit, and those whose proof is still missing. */
export function TargetList() {
  useTopics(['targets'])
  const { role, manages } = useRole()
  const { data, error, refetch } = useQuery(targetsQuery)
  const targets = data?.items
  return (
    <Screen title="Targets">
      {role && !manages && <AskManagers to="add or change a target" />}
      {manages && <AddTarget />}
      {error && !targets && <Trouble what="The targets" error={error} onRetry={refetch} />}
      {!targets && !error && <RowOutlines what="the targets" />}
      {targets?.length === 0 && <NoTargets />}
      {targets && targets.length > 0 && (
        <ul className="border-t border-line">
          {targets.map((target) => (
            <Row key={target.id} target={target} />
          ))}
        </ul>
      )}
    </Screen>
  )
}

function Row({ target }: { target: Target }) {
  const { id, name, origin, limits, reason, demo } = target
  const { sessionsPerHour, sessionsAtOnce } = limits
  return (
    <li className="border-b border-line">
      <Link
        to="/settings/targets/$id"
        params={{ id }}
        className="grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-1 px-2 py-3 hover:bg-sheet md:grid-cols-[minmax(0,1fr)_170px_230px]"
      >
        <span className="min-w-0 wrap-anywhere">
          <span className="font-medium">{name}</span>
          {demo && <span className="text-ink-3"> (bundled)</span>}
          <span className="block text-12 text-ink-2">{origin}</span>
        </span>
        <TargetState target={target} />
        <span className="col-span-2 text-12 text-ink-3 md:col-span-1 md:text-right">
          {sessionsPerHour.toLocaleString('en-GB')} an hour, {sessionsAtOnce.toLocaleString('en-GB')} at once
        </span>
        {reason && (
          <span className="col-span-full text-12 text-ink-2 wrap-anywhere">Last look: {reason}</span>
        )}
      </Link>
    </li>
  )
}

function NoTargets() {
  return (
    <div className="grid max-w-[520px] gap-2">
      <h2 className="text-17">No targets yet</h2>
      <p className="text-reading text-ink-2">
        Sessions visit only sites that are shown to be yours. Add the address of one; you then get a line of
        text to put on it, and as soon as it is found there, bursts may start.
      </p>
    </div>
  )
}
