import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, type Burst, json } from '../client.ts'
import { useTopics } from '../events/use-topics.ts'
import { ShowMore } from '../ui/more.tsx'
import { Screen } from '../ui/screen.tsx'
import { momentOf } from '../ui/time.ts'
import { Trouble } from '../ui/trouble.tsx'
import { isGoing } from './burst-query.ts'
import { EmptyList } from './empty-list.tsx'
import { HeadCount } from './head-count.tsx'
import { Strip } from './strip.tsx'
import { layOutCounts } from './strip-layout.ts'
import { stateInWords, stripName } from './words.ts'

const PAGE = '30'
/** The stream tells which bursts there are; how far each came is looked at while one is going. */
const LOOK_AGAIN_MS = 2_000

/** Every burst of the workspace, the newest first. */
export function BurstList() {
  useTopics(['bursts'])
  const pages = useInfiniteQuery({
    queryKey: ['bursts'],
    queryFn: ({ pageParam }) => json(api.bursts.$get({ query: { limit: PAGE, cursor: pageParam } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some(isGoing)) ? LOOK_AGAIN_MS : false,
  })
  const bursts = pages.data?.pages.flatMap((page) => page.items)
  return (
    <Screen title="Bursts">
      {pages.error && !bursts && <Trouble what="The bursts" error={pages.error} onRetry={pages.refetch} />}
      {!bursts && !pages.error && <Outlines />}
      {bursts?.length === 0 && <EmptyList />}
      {bursts && bursts.length > 0 && (
        <ul className="border-t border-line">
          {bursts.map((burst) => (
            <Row key={burst.id} burst={burst} />
          ))}
        </ul>
      )}
      <ShowMore {...pages} />
    </Screen>
  )
}

function Row({ burst }: { burst: Burst }) {
  return (
    <li className="border-b border-line">
      <Link
        to="/bursts/$id"
        params={{ id: burst.id }}
        className="grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-2 px-2 py-3 hover:bg-sheet md:grid-cols-[200px_minmax(0,1fr)_260px_170px]"
      >
        <span className="text-17 font-stretch-94% font-semibold whitespace-nowrap">
          <HeadCount burst={burst} />
        </span>
        <span className="order-3 col-span-2 min-w-0 md:order-none md:col-span-1">
          <span className="block truncate">{burst.target.name}</span>
          <span className="block truncate text-12 text-ink-3">{burst.journey.join(', then ')}</span>
        </span>
        <span className="order-4 col-span-2 min-w-0 md:order-none md:col-span-1">
          <Strip size={8} layout={layOutCounts(8, burst.counts)} name={stripName(burst)} />
        </span>
        <span className="text-right text-12 text-ink-2">
          {stateInWords(burst.state)}
          <span className="block text-ink-3">{momentOf(burst.createdAt)}</span>
        </span>
      </Link>
    </li>
  )
}

function Outlines() {
  return (
    <div role="status">
      <span className="heard">Loading the bursts</span>
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="flex h-16 items-center gap-6 border-t border-line px-2">
          <span className="h-5 w-32 rounded-chip border border-line" />
          <span className="h-5 flex-1 rounded-chip border border-line" />
          <span className="h-2 w-40 rounded-bar border border-line" />
        </div>
      ))}
    </div>
  )
}
