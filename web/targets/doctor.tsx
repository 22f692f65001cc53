import type { TargetDetail, TargetDoctor } from '../client.ts'
import { explain } from '../problem.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Part } from '../ui/part.tsx'
import { momentOf, wholeSeconds } from '../ui/time.ts'
import { useNow } from '../ui/use-now.ts'
import { useInspect } from './doctor-query.ts'
import { isOpen } from './doctor-state.ts'
import { Findings } from './findings.tsx'
import { DOCTOR } from './parts.ts'

/** What a visit of the doctor's found, and how to ask for another. */
export function Doctor({ target, doctor }: { target: TargetDetail; doctor: TargetDoctor }) {
  const inspect = useInspect(target.id)
  const open = isOpen(doctor)
  return (
    <Part
      id={DOCTOR}
      title="Doctor"
      hint="One visitor looks around the site: which analytics would record our sessions, what stands in the way, and what there is to do."
    >
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        <Button disabled={inspect.isPending || open} onClick={() => inspect.mutate()}>
          {open ? 'Inspecting' : doctor.report ? 'Inspect again' : 'Inspect'}
        </Button>
        {open && <Going since={doctor.requestedAt} />}
        <p role="status" className="min-w-56 flex-1 text-ink-2 wrap-anywhere">
          {stateInWords(doctor)}
        </p>
      </div>
      <Alert>{inspect.error ? explain(inspect.error) : undefined}</Alert>
      {doctor.report && <Findings target={target} report={doctor.report} />}
    </Part>
  )
}

/** Seen and not heard: a second is no news. */
function Going({ since }: { since: string | null }) {
  const now = useNow(true)
  return (
    <span aria-hidden className="flex items-center gap-2">
      <span className="size-2.5 animate-breathe rounded-bar border border-ink bg-spark" />
      {since && wholeSeconds(now - Date.parse(since))}
    </span>
  )
}

function stateInWords({ state, reason, inspectedAt }: TargetDoctor): string {
  const last = inspectedAt && `Last inspected ${momentOf(inspectedAt)}.`
  switch (state) {
    case 'never':
      return 'Not inspected yet.'
    case 'waiting':
      return 'Waiting for a runner that is free.'
    case 'running':
      return 'Looking around the site. That takes some 20 seconds, and up to two minutes where there is much to see.'
    case 'failed':
      return `The visit failed: ${reason ?? 'no reason is known.'} ${last ? `${last} What it found then:` : ''}`
    case 'done':
      return last ?? ''
  }
}
