import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { HeadFigure } from '../charts/head-figure.tsx'
import { TrendChart } from '../charts/trend-chart.tsx'
import { METRIC_NAMES } from '../charts/words.ts'
import type { Trend } from '../client.ts'
import { Panel } from '../ui/panel.tsx'
import { Trouble } from '../ui/trouble.tsx'
import type { Asked } from './asked.ts'
import { Brushed } from './brushed.tsx'
import { Groups } from './groups.tsx'
import { Numbers } from './numbers.tsx'
import { trendQuery } from './queries.ts'

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
  const { groupBy } = trend
  const [brush, setBrush] = useState<{ from: string; to: string }>()
  const before = useQuery({
    ...trendQuery({ ...asked, filters: { ...asked.filters, ...trend.previous } }),
    enabled: groupBy === null,
  }).data
  return (
    <>
      <HeadFigure trend={trend} />
      <TrendChart trend={trend} filters={asked.filters} before={before} height={HEIGHT} onBrush={setBrush} />
      {brush && <Brushed span={brush} filters={asked.filters} onDone={() => setBrush(undefined)} />}
      {groupBy && <Groups trend={trend} filters={asked.filters} />}
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
