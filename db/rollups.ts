import { sql } from 'drizzle-orm'
import { asSystem, type Db, inWorkspace, rows, type Tx } from './client.ts'
import { sessionDeltas, sessionHours, sessionVersions } from './schema/rollups.ts'
import { OUTCOMES } from './schema/sessions.ts'

/** Advisory lock of the folder ("SBfo"): two at once would wait for each other's rows. */
const FOLD_LOCK = 0x5342666f
const FOLD_BATCH = 5_000

/**
 * Moves changes that wait into the hourly sums, at most FOLD_BATCH a call; answers how many. In every snapshot the two
 * together stay what they were. Another folder at work makes it 0.
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
      sql`delete from ${sessionHours} where sessions = 0 and pages = 0 and events = 0 and lengths = '{}'
          and ${sql.join(
            OUTCOMES.map((outcome) => sql`${sql.identifier(outcome)} = 0`),
            sql` and `,
          )}`,
    )
    return folded?.count ?? 0
  })
}

const counted = sql.join(
  OUTCOMES.map(
    (o) => sql`coalesce(sum(n) filter (where outcome = ${sql.raw(`'${o}'`)}), 0) as ${sql.identifier(o)}`,
  ),
  sql`, `,
)
const SUMS = [...OUTCOMES, 'pages', 'events'].map((name) => sql.identifier(name))
const added = sql.join(
  SUMS.map((name) => sql`${name} = h.${name} + excluded.${name}`),
  sql`, `,
)

const FOLD = sql`
  with gone as (
    delete from ${sessionDeltas} where id in (select id from ${sessionDeltas} order by id limit ${FOLD_BATCH}) returning *
  ), parts as (
    select workspace_id, dimension, hour, value, target_id, outcome, bin,
        sum(sessions) as n, sum(pages) as pages, sum(events) as events
      from gone cross join lateral (values ('device', device), ('country', country), ('referrer', referrer)) d(dimension, value)
      where sessions <> 0 or pages <> 0 or events <> 0 group by 1, 2, 3, 4, 5, 6, 7
  ), bins as (
    select workspace_id, dimension, hour, value, target_id, jsonb_object_agg(bin, n) as lengths
      from (select workspace_id, dimension, hour, value, target_id, bin, sum(n) as n from parts
              where bin is not null group by 1, 2, 3, 4, 5, 6 having sum(n) <> 0) summed group by 1, 2, 3, 4, 5
  ), cells as (
    select workspace_id, dimension, hour, value, target_id, ${counted}, sum(pages) as pages, sum(events) as events
      from parts group by 1, 2, 3, 4, 5
  ), summed as (
    insert into ${sessionHours} as h
        (workspace_id, dimension, hour, value, target_id, ${sql.join(SUMS, sql`, `)}, lengths)
      select c.*, coalesce(b.lengths, '{}') from cells c
        left join bins b using (workspace_id, dimension, hour, value, target_id)
      on conflict (workspace_id, dimension, hour, value, target_id)
        do update set ${added}, lengths = app.add_bins(h.lengths, excluded.lengths)
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
