import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, json } from '../client.ts'
import { type Filters, queryOf } from '../filters/filters.ts'
import { timeZone } from '../filters/spans.ts'
import type { Asked } from './asked.ts'

/** The API marks each answer with the version of the log: asked again, the browser shows its mark and gets no bytes. */
const LOOK_AGAIN_MS = 20_000
const common = { placeholderData: keepPreviousData, refetchInterval: LOOK_AGAIN_MS, staleTime: 0 }

export const trendQuery = ({ metric, bucket, groupBy, filters }: Omit<Asked, 'buckets'>) =>
  queryOptions({
    queryKey: ['trend', metric, bucket, groupBy, filters],
    queryFn: () =>
      json(
        api.sessions.trends.$get({
          query: { ...queryOf(filters), metric, bucket, ...(groupBy && { groupBy }), timeZone },
        }),
      ),
    ...common,
  })

export const funnelQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['funnel', filters],
    queryFn: () => json(api.sessions.funnel.$get({ query: queryOf(filters) })),
    ...common,
  })

export const heatQuery = (metric: Exclude<Asked['metric'], 'medianLength'>, filters: Filters) =>
  queryOptions({
    queryKey: ['heat', metric, filters],
    queryFn: () => json(api.sessions.heatmap.$get({ query: { ...queryOf(filters), metric, timeZone } })),
    ...common,
  })

export const lengthsQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['lengths', filters],
    queryFn: () => json(api.sessions.lengths.$get({ query: queryOf(filters) })),
    ...common,
  })
