import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { distributeLengths } from '../../db/distribution.ts'
import { funnelOf } from '../../db/funnel.ts'
import { heatSessions } from '../../db/heatmap.ts'
import type { SessionFilters } from '../../db/log-filters.ts'
import { querySessions } from '../../db/sessions.ts'
import { trendSessions } from '../../db/trends.ts'
import { explained } from './explain.ts'
import { onFresh } from './fresh.ts'
import { type Loaded, loadLog } from './log-load.ts'
import type { Bench, Row } from './row.ts'

const FIRST = 10_000
const RUNS = 15
/** One process's memory is no place for more, where a server is. */
const MOST_EMBEDDED = 1_000_000
const DAY = 86_400_000

interface Case {
  name: string
  ours(db: Database, at: Loaded, deep: string | undefined): Promise<unknown>
  /** The best SQL that we can write by hand for the same answer, run without row-level security. */
  hand(at: Loaded): SQL
}

const page = ({ db }: Database, { workspaceId }: Loaded, filters: SessionFilters, cursor?: string) =>
  querySessions(db, { workspaceId, filters, sort: 'newest', limit: 50, cursor })
const list = ({ workspaceId }: Loaded, where = sql`true`) =>
  sql`select s.*, t.name, (select count(*) from app.sessions s where s.workspace_id = ${workspaceId} and ${where}) as total
      from app.sessions s join app.targets t on t.id = s.target_id where s.workspace_id = ${workspaceId} and ${where}
      order by s.began_at desc, s.id desc limit 51`
const range = ({ now }: Loaded) => ({ from: new Date(now.getTime() - 90 * DAY), to: now })
const trend = (metric: 'sessions' | 'medianLength') => (database: Database, at: Loaded) =>
  trendSessions(database.db, {
    workspaceId: at.workspaceId,
    filters: range(at),
    metric,
    bucket: 'day',
    groupBy: 'device',
    timeZone: 'Europe/Berlin',
    now: at.now,
  })
const byDay = (figure: SQL) => (at: Loaded) =>
  sql`select date_trunc('day', began_at, 'Europe/Berlin') as day, device, ${figure} from app.sessions
      where workspace_id = ${at.workspaceId} and began_at >= ${range(at).from.toISOString()}::timestamptz
        and began_at < ${at.now.toISOString()}::timestamptz group by 1, 2`

const CASES: Case[] = [
  { name: 'first page', ours: (db, at) => page(db, at, {}), hand: (at) => list(at) },
  {
    name: 'deep page (half way)',
    ours: (db, at, deep) => page(db, at, {}, deep),
    hand: (at) =>
      list(at, sql`s.began_at < ${new Date(at.now.getTime() - 45 * DAY).toISOString()}::timestamptz`),
  },
  {
    name: 'filtered page (failed on mobile)',
    ours: (db, at) => page(db, at, { outcome: 'failed', device: 'mobile' }),
    hand: (at) => list(at, sql`s.outcome = 'failed' and s.device = 'mobile'`),
  },
  {
    name: 'text search, a rare word',
    ours: (db, at) => page(db, at, { text: 'turquoise' }),
    hand: (at) =>
      list(at, sql`s.id in (select session_id from app.session_words where words @@ 'turquoise')`),
  },
  {
    name: 'text search, a common word',
    ours: (db, at) => page(db, at, { text: 'android' }),
    hand: (at) =>
      list(
        at,
        sql`exists (select 1 from app.session_words w where w.session_id = s.id and words @@ 'android')`,
      ),
  },
  { name: '90-day sessions by device', ours: trend('sessions'), hand: byDay(sql`count(*)`) },
  {
    name: '90-day median length by device',
    ours: trend('medianLength'),
    hand: byDay(sql`percentile_cont(0.5) within group (order by length_ms)`),
  },
  {
    name: '90-day distribution of lengths',
    ours: (database, at) =>
      distributeLengths(database.db, { workspaceId: at.workspaceId, filters: range(at) }),
    hand: (at) =>
      sql`select width_bucket(length_ms, '{1000,5000,30000,60000,180000,600000}'::bigint[]), count(*) from app.sessions
          where workspace_id = ${at.workspaceId} and began_at >= ${range(at).from.toISOString()}::timestamptz group by 1`,
  },
  {
    name: '90-day heat map',
    ours: (database, at) =>
      heatSessions(database.db, {
        workspaceId: at.workspaceId,
        filters: range(at),
        metric: 'sessions',
        timeZone: 'Europe/Berlin',
        now: at.now,
      }),
    hand: (at) =>
      sql`select extract(isodow from began_at at time zone 'Europe/Berlin'), extract(hour from began_at at time zone 'Europe/Berlin'), count(*)
          from app.sessions where workspace_id = ${at.workspaceId} and began_at >= ${range(at).from.toISOString()}::timestamptz group by 1, 2`,
  },
  {
    name: '90-day funnel',
    ours: (database, at) => funnelOf(database.db, { workspaceId: at.workspaceId, filters: range(at) }),
    hand: (at) =>
      sql`select steps_done, count(*) from app.sessions where workspace_id = ${at.workspaceId}
          and began_at >= ${range(at).from.toISOString()}::timestamptz and outcome not in ('scheduled', 'cancelled') group by 1`,
  },
]

/** The log at 10k rows and more, beside SQL written by hand on the same rows and indexes, medians of RUNS. */
export const bench: Bench = async ({ progress, rows = 100_000, explain }) => {
  const found: Row[] = []
  const server = process.env.TEST_DATABASE_URL
  const kinds = server ? (['pglite', 'postgres'] as const) : (['pglite'] as const)
  for (const kind of kinds) {
    if (kind === 'pglite' && server && (rows > MOST_EMBEDDED || explain)) continue
    const first = new Map<string, number>()
    for (const count of explain ? [rows] : new Set([FIRST, rows])) {
      progress(`${kind}: loading ${count} rows`)
      await onFresh(kind, server, async (database, url) => {
        const at = await loadLog(database, count, url)
        if (explain && url) return explained(url, (shown) => runAll(shown, at, progress))
        for (const one of CASES) found.push(...(await measured(database, at, one, { kind, count, first })))
      })
    }
  }
  return found
}

const deepCursor = ({ now }: Loaded) => `a_${now.getTime() - 45 * DAY}_ffffffff-ffff-7fff-bfff-ffffffffffff`

/** Every case once, so that its statements can be looked at. */
async function runAll(database: Database, at: Loaded, progress: (line: string) => void) {
  for (const one of CASES) {
    progress(`\n=== ${one.name}`)
    await one.ours(database, at, deepCursor(at))
  }
}

async function measured(
  database: Database,
  at: Loaded,
  one: Case,
  { kind, count, first }: { kind: string; count: number; first: Map<string, number> },
): Promise<Row[]> {
  const ours = await timed(() => one.ours(database, at, deepCursor(at)))
  const hand = await timed(() => database.db.execute(one.hand(at)))
  const name = `${kind} ${count}: ${one.name}`
  const row = (what: string, value: number, yardstick: string, yardstickValue: number): Row => ({
    case: `${name}, ${what}`,
    value,
    unit: 'ms',
    yardstick,
    yardstickValue,
    ratio: value / yardstickValue,
  })
  const small = first.get(one.name)
  if (small === undefined) first.set(one.name, ours.median)
  return [
    row('median', ours.median, 'SQL by hand', hand.median),
    row('p95', ours.p95, 'SQL by hand', hand.p95),
    ...(small === undefined ? [] : [row('median', ours.median, `itself at ${FIRST}`, small)]),
  ]
}

async function timed(work: () => Promise<unknown>): Promise<{ median: number; p95: number }> {
  await work()
  const times: number[] = []
  for (let i = 0; i < RUNS; i++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  return { median: times[Math.floor(RUNS / 2)] ?? 0, p95: times[Math.floor(RUNS * 0.95)] ?? 0 }
}
