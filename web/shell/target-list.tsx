import { useQuery } from '@tanstack/react-query'
import { targetsQuery } from '../queries.ts'
import { railItemClass } from './places.tsx'

/** The sites that sessions may visit, and those that are not verified yet. */
export function TargetList() {
  const { data } = useQuery(targetsQuery)
  if (!data || data.items.length === 0) return null
  return (
    <section aria-label="Targets" className="max-h-40 shrink-0 overflow-y-auto">
      <h2 className="label px-2 pb-1">Targets</h2>
      <ul>
        {data.items.map(({ id, name, origin, verified }) => (
          <li key={id}>
            <a href={origin} target="_blank" rel="noreferrer" title={origin} className={railItemClass}>
              <span className="truncate">{name}</span>
              {!verified && <span className="label ml-auto whitespace-nowrap">not verified</span>}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
