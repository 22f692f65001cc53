import { Link } from '@tanstack/react-router'
import { HeadFigure } from '../../charts/head-figure.tsx'
import { Legend } from '../../charts/legend.tsx'
import { TrendChart } from '../../charts/trend-chart.tsx'
import { METRIC_NAMES } from '../../charts/words.ts'
import type { Trend } from '../../client.ts'
import { readFilters } from '../../filters/filters.ts'

const HEIGHT = 160
const LINK = 'font-medium underline decoration-line-2 underline-offset-4 hover:decoration-ink'

/** A figure over time that an answer speaks of, with the way to it and to its sessions. */
export function TrendCard({ asked, trend }: { asked: Record<string, unknown> | undefined; trend: Trend }) {
  const { metric, bucket, groupBy, from, to, series } = trend
  const filters = { ...readFilters(asked ?? {}), from, to }
  const drawn = series.some(({ points }) => points.length > 1)
  if (series.length === 0) return null
  return (
    <article
      aria-label={`${METRIC_NAMES[metric]} by ${bucket}`}
      className="grid gap-3 rounded-card border border-line bg-sheet p-4"
    >
      <HeadFigure trend={trend} />
      {drawn && <TrendChart trend={trend} filters={filters} height={HEIGHT} />}
      {groupBy && <Legend trend={trend} />}
      <p className="flex flex-wrap gap-x-6 gap-y-1">
        <Link
          to="/trends"
          search={{ ...filters, metric, bucket, groupBy: groupBy ?? undefined }}
          className={LINK}
        >
          Open in Trends
        </Link>
        <Link to="/sessions" search={filters} className={LINK}>
          Show its sessions
        </Link>
      </p>
    </article>
  )
}
