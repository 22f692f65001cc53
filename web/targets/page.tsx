import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTopics } from '../events/use-topics.ts'
import { AskManagers } from '../session/ask-managers.tsx'
import { useRole } from '../session/role.ts'
import { RowOutlines } from '../ui/row-outlines.tsx'
import { Screen } from '../ui/screen.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { AccessSection } from './access.tsx'
import { ConsentSection } from './consent.tsx'
import { Doctor } from './doctor.tsx'
import { doctorQuery } from './doctor-query.ts'
import { EmailPatternSection } from './email-pattern.tsx'
import { LabelSection } from './label.tsx'
import { LimitsSection } from './limits.tsx'
import { MemorySection } from './memory.tsx'
import { NameSection } from './name.tsx'
import { NextStepLine } from './next-step-line.tsx'
import { Proof } from './proof.tsx'
import { ProxiesSection } from './proxies.tsx'
import { RemoveSection } from './remove.tsx'
import { SecretsSection } from './secrets.tsx'
import { TargetState } from './state.tsx'
import { targetQuery } from './target-query.ts'
import { ThirdParties } from './third-parties.tsx'
import { VisitorsSection } from './visitors.tsx'

/** One site: how it stands, how it is proven, and what it takes. A section a concern, each by itself. */
export function TargetPage({ id }: { id: string }) {
  useTopics(['targets'])
  const { data: target, error, refetch } = useQuery(targetQuery(id))
  const doctor = useQuery(doctorQuery(id))
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
      {role && !manages && (
        <AskManagers to="change this target, have it checked or decide on third parties" />
      )}
      {target && role && doctor.data && (
        <NextStepLine target={target} doctor={doctor.data} manages={manages} />
      )}
      {target && <Proof target={target} manages={manages} />}
      {target?.verified && (
        <>
          {doctor.data && <Doctor target={target} doctor={doctor.data} />}
          {doctor.error && !doctor.data && (
            <Trouble what="What the doctor found" error={doctor.error} onRetry={doctor.refetch} />
          )}
          {doctor.isPending && <RowOutlines what="what the doctor found" />}
          {doctor.data && <ThirdParties doctor={doctor.data} manages={manages} />}
        </>
      )}
      {target && (
        <div className="max-w-[720px] divide-y divide-line border-y border-line">
          {manages && <NameSection target={target} />}
          <LimitsSection target={target} manages={manages} />
          <LabelSection target={target} label={doctor.data?.label} manages={manages} />
          <ConsentSection target={target} manages={manages} />
          <EmailPatternSection target={target} manages={manages} />
          <VisitorsSection target={target} manages={manages} />
          <MemorySection target={target} manages={manages} />
          {manages && <SecretsSection id={id} />}
          <AccessSection target={target} manages={manages} />
          <ProxiesSection target={target} manages={manages} />
          {manages && <RemoveSection target={target} />}
        </div>
      )}
    </Screen>
  )
}
