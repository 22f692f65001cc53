import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Plot } from '../charts/plot.tsx'
import { lineBefore, linesOf } from '../charts/trend-lines.ts'
import type { Trend } from '../client.ts'
import { Panel } from '../ui/panel.tsx'
import { Trouble } from '../ui/trouble.tsx'
import type { Asked } from './asked.ts'
import { Brushed } from './brushed.tsx'
import { Groups } from './groups.tsx'
import { HeadFigure } from './head-figure.tsx'
import { Numbers } from './numbers.tsx'
import { groupFilter, spanOf } from './points.ts'
import { trendQuery } from './queries.ts'
import { figureOf, isShare, METRIC_NAMES } from './words.ts'

const HEIGHT = 260

/** A figure over time. A click on a point shows its sessions, a brush those of a time. */
export function TrendPanel({ asked }: { asked: Asked }) {
  const { data, error, refetch } = useQuery(trendQuery(asked))
  return (
    <Panel title={METRIC_NAMES[asked.metric]}>
      {!data && error && <Trouble what="The figures" error={error} onRetry={refetch} />}
      {!data && !error && <Outline height={HEIGHT + 60} what="Loading the figures" />}
      {data && <Lines trend={data} asked={asked} />}
    </Panel>
  )
}

function Lines({ trend, asked }: { trend: Trend; asked: Asked }) {
  const { metric, groupBy } = trend
  const [brush, setBrush] = useState<{ from: string; to: string }>()
  const navigate = useNavigate()
  const before = useQuery({
    ...trendQuery({ ...asked, filters: { ...asked.filters, ...trend.previous } }),
    enabled: groupBy === null,
  }).data
  const points = trend.series[0]?.points ?? []
  const lines = linesOf(trend, METRIC_NAMES)
  const open = (point: number, line: number) => {
    const span = spanOf(points, point, point, trend)
    // The second line of an ungrouped figure is the time before: it is not what is asked about.
    const group = groupFilter(groupBy, trend.series[line]?.group ?? null)
    void navigate({ to: '/sessions', search: { ...asked.filters, ...span, ...group } })
  }
  return (
    <>
      <HeadFigure trend={trend} />
      <Plot
        times={points.map(({ at }) => Date.parse(at))}
        lines={before?.series[0]?.value && groupBy === null ? [...lines, lineBefore(trend, before)] : lines}
        bucket={trend.bucket}
        share={isShare(metric)}
        filled={groupBy === null}
        markValue={(value) => figureOf(metric, value)}
        height={HEIGHT}
        label={`${METRIC_NAMES[metric]} by ${trend.bucket}. The numbers stand in the table below.`}
        onPoint={open}
        onBrush={(first, last) => setBrush(spanOf(points, first, last, trend))}
      />
      {brush && <Brushed span={brush} filters={asked.filters} onDone={() => setBrush(undefined)} />}
      {groupBy && <Groups trend={trend} lines={lines} filters={asked.filters} />}
      <Numbers trend={trend} filters={asked.filters} />
    </>
  )
}

/** The frame of what is to come. */
export const Outline = ({ height, what }: { height: number; what: string }) => (
  <div role="status" style={{ height }} className="rounded-card border border-line">
    <span className="heard">{what}</span>
  </div>
)
