import { type SQL, sql } from 'drizzle-orm'
import { asSystem, type Db, inWorkspace, rows, type Tx } from './client.ts'
import { sessionDeltas, sessionLengths, sessionSums, sessionVersions } from './schema/rollups.ts'
import { OUTCOMES } from './schema/sessions.ts'

/** Advisory lock of the folder ("SBfo"): two at once would wait for each other's rows. */
const FOLD_LOCK = 0x5342666f
export const FOLD_BATCH = 5_000

/**
 * Moves changes that wait into the sums, at most FOLD_BATCH a call; answers how many. In every snapshot the two together
 * stay what they were. Another folder at work makes it 0.
 */
export function foldDeltas(db: Db): Promise<number> {
  return asSystem(db, async (tx) => {
    const [lock] = await rows<{ mine: boolean }>(
      tx,
      sql`select pg_try_advisory_xact_lock(${FOLD_LOCK}::bigint) as mine`,
    )
    if (!lock?.mine) return 0
    const [folded] = await rows<{ count: number }>(tx, FOLD)
    await tx.execute(
      sql`delete from ${sessionSums} where sessions = 0 and pages = 0 and events = 0
          and ${sql.join(
            OUTCOMES.map((outcome) => sql`${sql.identifier(outcome)} = 0`),
            sql` and `,
          )}`,
    )
    await tx.execute(sql`delete from ${sessionLengths} where bins = '{}'`)
    return folded?.count ?? 0
  })
}

const list = <T>(of: readonly T[], each: (one: T) => SQL) => sql.join(of.map(each), sql`, `)
const SUMS = [...OUTCOMES, 'pages', 'events']
const counted = list(
  OUTCOMES,
  (o) => sql`coalesce(sum(n) filter (where outcome = ${sql.raw(`'${o}'`)}), 0) as ${sql.identifier(o)}`,
)
const names = list(SUMS, (name) => sql`${sql.identifier(name)}`)
const added = list(
  SUMS,
  (name) => sql`${sql.identifier(name)} = h.${sql.identifier(name)} + excluded.${sql.identifier(name)}`,
)

/** Bars of app.length_bin, whose bins are numbered by the bar, from 1, times BINS_PER_BAR. */
export const BARS = 17
export const BINS_PER_BAR = 1_000
const perBar = list(
  Array.from({ length: BARS }, (_, i) => i + 1),
  (bar) => sql`coalesce(sum(n) filter (where bin / ${sql.raw(`${BINS_PER_BAR}`)} = ${sql.raw(`${bar}`)}), 0)`,
)

/** Its changes are found by an array, which is looked up in the index: joined, all that wait were read for each batch. */
const FOLD = sql`
  with gone as (
    delete from ${sessionDeltas}
      where id = any(array(select id from ${sessionDeltas} order by id limit ${FOLD_BATCH})) returning *
  ), parts as (
    select workspace_id, dimension, hour, value, target_id, outcome, bin,
        sum(sessions) as n, sum(pages) as pages, sum(events) as events
      from gone cross join lateral (values
        ('device', device), ('country', country), ('referrer', referrer), ('reached', reached)) d(dimension, value)
      where sessions <> 0 or pages <> 0 or events <> 0 group by 1, 2, 3, 4, 5, 6, 7
  ), spans as (
    select workspace_id, dimension, span, at, value, target_id, outcome, bin, n, pages, events
      from parts cross join lateral (values ('hour', hour), ('day', date_trunc('day', hour, 'UTC'))) s(span, at)
  ), summed as (
    insert into ${sessionSums} as h (workspace_id, dimension, span, at, value, target_id, ${names})
      select workspace_id, dimension, span, at, value, target_id, ${counted}, sum(pages), sum(events)
        from spans group by 1, 2, 3, 4, 5, 6
      on conflict (workspace_id, dimension, span, at, value, target_id) do update set ${added}
  ), bins as (
    select workspace_id, dimension, span, at, value, target_id, bin, sum(n)::integer as n
      from spans where bin is not null and dimension <> 'reached' group by 1, 2, 3, 4, 5, 6, 7 having sum(n) <> 0
  ), spread as (
    insert into ${sessionLengths} as l (workspace_id, dimension, span, at, value, target_id, bars, bins, counts)
      select workspace_id, dimension, span, at, value, target_id, array[${perBar}]::integer[],
          array_agg(bin order by bin), array_agg(n order by bin)
        from bins group by 1, 2, 3, 4, 5, 6
      on conflict (workspace_id, dimension, span, at, value, target_id) do update
        set bars = array(select l.bars[i] + excluded.bars[i] from generate_series(1, ${BARS}::integer) i),
          (bins, counts) = (
            select coalesce(array_agg(bin order by bin), '{}'), coalesce(array_agg(n order by bin), '{}') from (
              select bin, sum(n)::integer as n from (
                select unnest(l.bins) as bin, unnest(l.counts) as n
                union all select unnest(excluded.bins), unnest(excluded.counts)) both_of_them
              group by bin having sum(n) <> 0) merged)
  ), versions as (
    insert into ${sessionVersions} as v (workspace_id, folded)
      select workspace_id, count(*) from gone group by 1
      on conflict (workspace_id) do update set folded = v.folded + excluded.folded
  ) select count(*)::int as count from gone`

/** Grows with every committed change of the workspace's log, and with nothing else: two alike mean an equal log. */
export function logVersion(db: Db, workspaceId: string): Promise<number> {
  return inWorkspace(db, workspaceId, (tx) => versionIn(tx, workspaceId))
}

async function versionIn(tx: Tx, workspaceId: string): Promise<number> {
  const [found] = await rows<{ version: number }>(
    tx,
    sql`select coalesce((select folded from ${sessionVersions} where workspace_id = ${workspaceId}), 0)::float8
          + (select count(*) from ${sessionDeltas} where workspace_id = ${workspaceId})::float8 as version`,
  )
  return found?.version ?? 0
}
