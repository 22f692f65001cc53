import type { Burst } from '../client.ts'
import { overCount } from './words.ts'

/** The number that leads: "3 of 5 sessions", and all of them in one number once they are over. */
export function HeadCount({ burst }: { burst: Pick<Burst, 'counts' | 'sessions'> }) {
  const over = overCount(burst)
  const unit = burst.sessions === 1 ? 'session' : 'sessions'
  return (
    <>
      {over < burst.sessions && (
        <>
          {over.toLocaleString('en-GB')} <span className="text-ink-3">of</span>{' '}
        </>
      )}
      {burst.sessions.toLocaleString('en-GB')} <span className="text-ink-3">{unit}</span>
    </>
  )
}
