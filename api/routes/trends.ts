import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { TrendQuery } from '../../agent/tools/log-trends.ts'
import { LogFilters, resolveFilters } from '../../agent/tools/query-logs.ts'
import { distributeLengths } from '../../db/distribution.ts'
import { funnelOf } from '../../db/funnel.ts'
import { heatSessions } from '../../db/heatmap.ts'
import { METRICS, type SumMetric } from '../../db/measures.ts'
import { GROUPINGS, trendSessions } from '../../db/trends.ts'
import { BUCKETS } from '../../db/zones.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { isTimeZone } from '../time-zone.ts'
import { unchanged } from '../unchanged.ts'
import { valid } from '../validate.ts'
import { answers, InWorkspace, problems, unchangedAnswer } from './answers.ts'

const InZone = z.object({
  timeZone: z
    .string()
    .max(100)
    // The database reads "+02:00" as west of Greenwich.
    .regex(/^[A-Za-z]/, 'expected an IANA time zone such as Europe/Berlin')
    .refine(isTimeZone, 'expected an IANA time zone such as Europe/Berlin')
    .default('UTC')
    .describe('whose clock days and hours follow'),
})
const SUM_METRICS = METRICS.filter((metric): metric is SumMetric => metric !== 'medianLength')

const value = z.number().nullable()
const moment = z.iso.datetime()
const precision = z.enum(['exact', 'within 1%'])
const whole = z.object({ from: moment, to: moment })
const TrendView = whole.extend({
  metric: z.enum(METRICS),
  unit: z.string(),
  bucket: z.enum(BUCKETS),
  groupBy: z.enum(GROUPINGS).nullable(),
  timeZone: z.string(),
  previous: whole.describe('the range of the same length before it'),
  precision: precision.describe('medians of more than 20,000 sessions are within 1%'),
  series: z.array(
    z.object({
      group: z.string().nullable().describe('`other` holds all but the 12 largest'),
      value: value.describe('of the whole range; null where there is nothing to divide by'),
      previous: value,
      sessions: z.int(),
      points: z.array(z.object({ at: moment, value })),
    }),
  ),
})
const FunnelView = z.object({
  journey: z.array(z.string()),
  began: z.int(),
  steps: z.array(
    z.object({
      number: z.int(),
      text: z.string(),
      reached: z.int(),
      percent: z.number().describe('of those that began'),
      dropped: z.int().describe('came to the step before, and no further'),
      droppedPercent: z.number().describe('of those that came to the step before'),
    }),
  ),
})
const HeatView = whole.extend({
  metric: z.enum(METRICS),
  unit: z.string(),
  timeZone: z.string(),
  cells: z.array(
    z.object({ weekday: z.int().describe('1 is Monday'), hour: z.int(), value, sessions: z.int() }),
  ),
})
const LengthsView = z.object({
  sessions: z.int(),
  precision: precision.describe('of the quartiles; the bars are exact'),
  quartiles: z.object({ p25: value, median: value, p75: value, p95: value }).describe('seconds'),
  bars: z.array(z.object({ fromSeconds: z.int(), toSeconds: z.int().nullable(), sessions: z.int() })),
})

const tags = ['sessions']
const documented = (summary: string, what: string, view: z.ZodType) =>
  describeRoute({
    tags,
    summary,
    responses: { ...answers(what, view), ...unchangedAnswer, ...problems(400, 401, 404, 422) },
  })

export const trendRoutes = (deps: Deps) => {
  const { db } = deps
  return new Hono<AppEnv>()
    .get(
      '/trends',
      documented('A figure over time, with the range before to compare with', 'the series', TrendView),
      valid('query', TrendQuery.extend({ ...InWorkspace.shape, ...InZone.shape })),
      unchanged(deps, { byTime: true }),
      async (c) => {
        const { metric, bucket, groupBy, timeZone, workspace: _, ...filters } = c.req.valid('query')
        const { workspaceId } = c.var.actor
        const resolved = await resolveFilters(db, workspaceId, filters)
        const asked = { workspaceId, metric, bucket, groupBy, timeZone, filters: resolved, now: deps.now() }
        return c.json(await trendSessions(db, asked))
      },
    )
    .get(
      '/heatmap',
      documented('A figure by weekday and hour; the last four weeks unless named', 'all 168 cells', HeatView),
      valid(
        'query',
        LogFilters.extend({
          ...InWorkspace.shape,
          ...InZone.shape,
          metric: z.enum(SUM_METRICS).default('sessions'),
        }).strict(),
      ),
      unchanged(deps, { byTime: true }),
      async (c) => {
        const { metric, timeZone, workspace: _, ...filters } = c.req.valid('query')
        const { workspaceId } = c.var.actor
        const resolved = await resolveFilters(db, workspaceId, filters)
        return c.json(
          await heatSessions(db, { workspaceId, filters: resolved, metric, timeZone, now: deps.now() }),
        )
      },
    )
    .get(
      '/funnel',
      documented('How far sessions came on a journey, step by step', 'the funnel', FunnelView),
      valid('query', LogFilters.extend(InWorkspace.shape).strict()),
      unchanged(deps),
      async (c) => {
        const { workspace: _, ...filters } = c.req.valid('query')
        const { workspaceId } = c.var.actor
        return c.json(
          await funnelOf(db, { workspaceId, filters: await resolveFilters(db, workspaceId, filters) }),
        )
      },
    )
    .get(
      '/lengths',
      documented('How long sessions lasted', 'bars and quartiles', LengthsView),
      valid('query', LogFilters.extend(InWorkspace.shape).strict()),
      unchanged(deps),
      async (c) => {
        const { workspace: _, ...filters } = c.req.valid('query')
        const { workspaceId } = c.var.actor
        const resolved = await resolveFilters(db, workspaceId, filters)
        return c.json(await distributeLengths(db, { workspaceId, filters: resolved }))
      },
    )
}
