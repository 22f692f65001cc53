import { Link } from '@tanstack/react-router'
import { requestFor } from './request.ts'

/** Requests that fit the site. Each opens a new conversation with the sentence in the composer. */
export function Suggestions({ target, journeys }: { target: string; journeys: string[] }) {
  const requests = journeys.length > 0 ? journeys.map((one) => requestFor(target, one)) : [requestFor(target)]
  return (
    <div className="grid max-w-[640px] gap-2">
      <h3>To begin with</h3>
      <ul className="divide-y divide-line border-y border-line">
        {requests.map((say) => (
          <li key={say}>
            <Link
              to="/c/new"
              search={{ say }}
              className="block px-1 py-2.5 text-ink-2 transition-colors wrap-anywhere hover:bg-well hover:text-ink"
            >
              {say}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
