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
const FEWEST = 3
const ENOUGH_MS = 5_000
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

/**
 * What grows with the log, though slowly. A rare word's matches, a thousand of a million rows, come out of the index in
 * no order: which 50 are the newest is known once all have been looked at; beyond 20,000, or where the newest
 * sessions hold enough of them, rows are read in order instead. A common word is counted by the newest sessions, at any size
 * as many; but a log that is loaded burst by burst has them all over the disk, where one that grows day by day has them side
 * by side. Medians by day and the distribution are exact from 10,000 rows, but from more they are made of some 1,200 sums, as
 * many at 1e6 as at 1e7: twice the time of the rows, and then no more.
 */
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

/**
 * The log at 10k rows and more, beside SQL written by hand on the same rows and indexes. All are asked in turns, so that
 * whatever else the machine does weighs on each alike.
 */
export const bench: Bench = async ({ progress, rows = 100_000, explain }) => {
  const found: Row[] = []
  const server = process.env.TEST_DATABASE_URL
  const kinds = server ? (['pglite', 'postgres'] as const) : (['pglite'] as const)
  for (const kind of kinds) {
    if (kind === 'pglite' && server && (rows > MOST_EMBEDDED || explain)) continue
    const loaded = (count: number, work: (log: Log) => Promise<void>) => {
      progress(`${kind}: loading ${count} rows`)
      return onFresh(kind, server, async (database, url) =>
        work({ database, url, at: await loadLog(database, count, url), name: `${kind} ${count}` }),
      )
    }
    if (explain && server)
      await loaded(rows, ({ url = '', at }) => explained(url, (shown) => runAll(shown, at, progress)))
    else
      await loaded(rows, (log) =>
        loaded(FIRST, async (first) => {
          for (const one of CASES) {
            progress(`${log.name}: ${one.name}`)
            found.push(...(await measured(rows === FIRST ? [first] : [first, log], one)))
          }
        }),
      )
  }
  return found
}

interface Log {
  name: string
  database: Database
  url?: string
  at: Loaded
}

const deepCursor = ({ now }: Loaded) => `a_${now.getTime() - 45 * DAY}_ffffffff-ffff-7fff-bfff-ffffffffffff`

/** Every case once, so that its statements can be looked at. */
async function runAll(database: Database, at: Loaded, progress: (line: string) => void) {
  for (const one of CASES) {
    progress(`\n=== ${one.name}`)
    await one.ours(database, at, deepCursor(at))
  }
}

async function measured(logs: Log[], one: Case): Promise<Row[]> {
  const asked = logs.flatMap(({ database, at }) => [
    () => one.ours(database, at, deepCursor(at)),
    () => database.db.execute(one.hand(at)),
  ])
  const times = await inTurns(asked)
  const small = middle(times[0])
  return logs.flatMap(({ name }, i) => {
    const [ours = [], hand = []] = times.slice(2 * i)
    const row = (what: string, value: number, yardstick: string, yardstickValue: number): Row => ({
      case: `${name}: ${one.name}, ${what}`,
      value,
      unit: 'ms',
      yardstick,
      yardstickValue,
      ratio: value / yardstickValue,
    })
    return [
      row('median', middle(ours), 'SQL by hand', middle(hand)),
      row('p95', nearlyMost(ours), 'SQL by hand', nearlyMost(hand)),
      ...(i === 0 ? [] : [row('median', middle(ours), `itself at ${FIRST}`, small)]),
    ]
  })
}

/** How long each took, the first time aside: RUNS times, or fewer of what is slow. */
async function inTurns(asked: (() => Promise<unknown>)[]): Promise<number[][]> {
  const times = asked.map((): number[] => [])
  for (let run = 0; run <= RUNS; run++)
    for (const [i, ask] of asked.entries()) {
      const mine = times[i] ?? []
      if (mine.length >= FEWEST && mine.reduce((sum, ms) => sum + ms, 0) > ENOUGH_MS) continue
      const start = performance.now()
      await ask()
      if (run > 0) mine.push(performance.now() - start)
    }
  return times.map((mine) => mine.toSorted((a, b) => a - b))
}

const middle = (sorted: number[] = []) => sorted[Math.floor(sorted.length / 2)] ?? 0
const nearlyMost = (sorted: number[]) => sorted[Math.floor(sorted.length * 0.95)] ?? 0
