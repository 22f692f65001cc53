import type { Outcome } from '../events/burst-progress.ts'
import { SessionBar } from './session-bar.tsx'

/** What is over first, best first: the order of counts in words, of filters, and of a strip of counts. */
export const OUTCOMES: readonly Outcome[] = [
  'completed',
  'dropped',
  'bounced',
  'failed',
  'cancelled',
  'running',
  'scheduled',
]

const REACHED: Record<Outcome, number> = {
  completed: 1,
  dropped: 0.55,
  bounced: 0.15,
  failed: 0.5,
  cancelled: 0,
  running: 0.6,
  scheduled: 0,
}

/** An outcome as the strip draws it, and its word. */
export function OutcomeMark({ outcome }: { outcome: Outcome }) {
  return (
    <span className="flex items-center gap-2 whitespace-nowrap">
      <SessionBar state={outcome} tall={1} at={REACHED[outcome]} size={14} />
      <span className={outcome === 'failed' ? 'text-fail' : undefined}>{outcome}</span>
    </span>
  )
}
