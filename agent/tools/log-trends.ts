import { z } from 'zod'
import { METRICS } from '../../db/measures.ts'
import { GROUPINGS, trendSessions } from '../../db/trends.ts'
import { BUCKETS } from '../../db/zones.ts'
import { logLink } from './log-link.ts'
import { LogFilters, resolveFilters } from './query-logs.ts'
import { defineTool } from './tool.ts'

/** What logTrends and GET /api/sessions/trends share. */
export const TrendQuery = LogFilters.extend({
  metric: z
    .enum(METRICS)
    .describe(
      'medianLength in seconds; rates in percent of the sessions that ended; pages and events in total',
    ),
  bucket: z.enum(BUCKETS).describe('the length of a step in time, by the clock of the time zone'),
  groupBy: z.enum(GROUPINGS).optional(),
}).strict()

/** Points that a model is shown. */
const MOST_POINTS = 400

export const logTrends = defineTool({
  name: 'logTrends',
  permission: 'look',
  description:
    'A figure of the log over time, whole and step by step, for everything or by group, with the same range before it to compare with.',
  input: TrendQuery,
  async run({ db, workspaceId, now, timeZone = 'UTC' }, { metric, bucket, groupBy, ...filters }) {
    const resolved = await resolveFilters(db, workspaceId, filters)
    const trend = await trendSessions(db, {
      workspaceId,
      filters: resolved,
      metric,
      bucket,
      groupBy,
      timeZone,
      now,
    })
    const points = trend.series.reduce((sum, one) => sum + one.points.length, 0)
    const link = logLink({ ...filters, burst: resolved.burstId, from: trend.from, to: trend.to })
    if (points <= MOST_POINTS) return { ...trend, link }
    // What a model reads it pays for, now and in every later turn.
    return {
      ...trend,
      link,
      pointsLeftOut: points,
      series: trend.series.map((one) => ({ ...one, points: [] })),
    }
  },
})
