import { Link } from '@tanstack/react-router'

const TABS = [
  { tab: undefined, name: 'Sessions' },
  { tab: 'report', name: 'Realism' },
] as const

/** The two sides of a burst: what each session did, and how real all of them look together. */
export function BurstTabs({ id }: { id: string }) {
  return (
    <nav aria-label="Parts of the burst" className="flex gap-1 border-b border-line">
      {TABS.map((one) => (
        <Link
          key={one.name}
          to="/bursts/$id"
          params={{ id }}
          search={{ tab: one.tab }}
          replace
          activeOptions={{ exact: true }}
          className="-mb-px inline-flex h-9 touch:h-11 items-center border-b-2 border-transparent px-3 text-ink-2 hover:text-ink aria-[current=page]:border-ink aria-[current=page]:font-medium aria-[current=page]:text-ink"
        >
          {one.name}
        </Link>
      ))}
    </nav>
  )
}
