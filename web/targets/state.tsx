import type { Target } from '../client.ts'
import { cls } from '../ui/class.ts'

const WORDS = { verified: 'verified', checking: 'looking for the proof', open: 'not verified' }

export const stateOf = ({ verified, checking }: Pick<Target, 'verified' | 'checking'>) =>
  verified ? 'verified' : checking ? 'checking' : 'open'

/** A filled square for a site that may be visited, an outline for one that may not: shape before colour. */
export function TargetState({ target }: { target: Pick<Target, 'verified' | 'checking'> }) {
  const state = stateOf(target)
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <span
        aria-hidden
        className={cls(
          'size-2.5 rounded-bar border',
          state === 'verified' && 'border-ink bg-ink',
          state === 'checking' && 'animate-breathe border-ink bg-spark',
          state === 'open' && 'border-ink-3',
        )}
      />
      {WORDS[state]}
    </span>
  )
}
