import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTopics } from '../events/use-topics.ts'
import { AskManagers } from '../session/ask-managers.tsx'
import { useRole } from '../session/role.ts'
import { RowOutlines } from '../ui/row-outlines.tsx'
import { Screen } from '../ui/screen.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { LimitsSection } from './limits.tsx'
import { NameSection } from './name.tsx'
import { Proof } from './proof.tsx'
import { RemoveSection } from './remove.tsx'
import { SecretsSection } from './secrets.tsx'
import { TargetState } from './state.tsx'
import { targetQuery } from './target-query.ts'

/** One site: how it stands, how it is proven, and what it takes. A section a concern, each by itself. */
export function TargetPage({ id }: { id: string }) {
  useTopics(['targets'])
  const { data: target, error, refetch } = useQuery(targetQuery(id))
  const { role, manages } = useRole()
  return (
    <Screen
      title={<span className="wrap-anywhere">{target?.name ?? 'Target'}</span>}
      side={target && <TargetState target={target} />}
    >
      <p className="-mt-4 flex flex-wrap gap-x-4 gap-y-1 text-ink-2">
        {target && (
          <a
            href={target.origin}
            target="_blank"
            rel="noreferrer"
            className="underline underline-offset-4 wrap-anywhere"
          >
            {target.origin}
          </a>
        )}
        <Link to="/settings/targets" className="underline underline-offset-4">
          All targets
        </Link>
      </p>
      {error && !target && <Trouble what="This target" error={error} onRetry={refetch} />}
      {!target && !error && <RowOutlines what="the target" />}
      {role && !manages && <AskManagers to="change this target or have it checked" />}
      {target && <Proof target={target} manages={manages} />}
      {target && (
        <div className="max-w-[720px] divide-y divide-line border-y border-line">
          {manages && <NameSection target={target} />}
          <LimitsSection target={target} manages={manages} />
          {manages && <SecretsSection id={id} />}
          {manages && <RemoveSection target={target} />}
        </div>
      )}
    </Screen>
  )
}
