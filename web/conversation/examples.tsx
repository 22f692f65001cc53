import { useQuery } from '@tanstack/react-query'
import type { Target } from '../client.ts'
import { targetsQuery } from '../queries.ts'

/** Three requests built from the workspace's own targets. They go into the composer, to be changed and sent. */
export function Examples({ onChoose }: { onChoose: (text: string) => void }) {
  const { data } = useQuery(targetsQuery)
  const verified = data?.items.filter((target) => target.verified)
  return (
    <div className="mx-auto min-h-40 w-full max-w-[732px] px-4 pb-8">
      {verified?.length === 0 && (
        <p className="text-ink-2">
          No site is verified yet. Sessions visit only sites that are verified as yours.
        </p>
      )}
      {verified && verified.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {requestsFor(verified).map((text) => (
            <li key={text}>
              <button
                type="button"
                onClick={() => onChoose(text)}
                className="w-full px-1 py-2.5 text-left text-ink-2 transition-colors hover:bg-well hover:text-ink"
              >
                {text}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function requestsFor(targets: Target[]): string[] {
  const name = (index: number) => targets[index % targets.length]?.name
  return [
    `Run 12 sessions on ${name(0)}: open the pricing page, then sign up`,
    `Run 80 sessions on ${name(1)}, 70% mobile, half drop off after step 1: open the pricing page, then sign up`,
    `Show the failed sessions on ${name(2)} from today`,
  ]
}
