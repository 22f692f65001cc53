import { Link } from '@tanstack/react-router'
import type { Burst } from '../client.ts'
import { OUTCOMES, OutcomeMark } from '../ui/outcome.tsx'

/** Each outcome that occurs, as a link to those sessions. */
export function CountLinks({ burst }: { burst: Burst }) {
  return (
    <ul className="-mx-1.5 flex flex-wrap gap-x-2 gap-y-0.5">
      {OUTCOMES.filter((outcome) => burst.counts[outcome] > 0).map((outcome) => (
        <li key={outcome}>
          <Link
            to="/sessions"
            search={{ burst: burst.id, outcome }}
            className="inline-flex h-7 touch:h-11 items-center gap-2 rounded-chip px-1.5 hover:bg-well"
          >
            <OutcomeMark outcome={outcome} />
            <span className="font-medium">{burst.counts[outcome].toLocaleString('en-GB')}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
