import { Check, Minus, TriangleAlert } from 'lucide-react'
import type { BurstReport } from '../client.ts'

const ORDER = ['found', 'too few to tell', 'not found'] as const
const ICON = { found: TriangleAlert, 'too few to tell': Minus, 'not found': Check }

/** The signs that give fake data away: those that are there first. */
export function Tells({ tells }: { tells: BurstReport['tells'] }) {
  const sorted = tells.toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict))
  return (
    <ul className="grid gap-x-8 gap-y-2 md:grid-cols-2">
      {sorted.map(({ tell, verdict, asked, detail }) => {
        const Icon = ICON[verdict]
        return (
          <li key={tell} className="grid grid-cols-[16px_1fr] gap-2">
            <Icon
              size={14}
              aria-hidden
              className={`mt-[3px] ${verdict === 'found' && !asked ? 'text-fail' : 'text-ink-3'}`}
            />
            <p>
              <span className={verdict === 'found' ? 'font-medium' : ''}>{tell}</span>{' '}
              <span className="text-ink-2">
                {verdict}
                {asked && ', as asked'} · {detail}
              </span>
            </p>
          </li>
        )
      })}
    </ul>
  )
}
