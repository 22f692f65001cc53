import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { type Db, readWorkspace, rows, type Tx } from './client.ts'
import { AppError } from './errors.ts'
import { conditions, findByText, type SessionFilters, summable } from './log-filters.ts'
import { bursts } from './schema/bursts.ts'
import { sessionDeltas, sessionSums } from './schema/rollups.ts'
import { type Outcome, sessions } from './schema/sessions.ts'
import type { Hours } from './spans.ts'
import { cells, ends, inDeltas, type Source, type SumQuery, WHOLE, wholeHours } from './sums.ts'

export interface FunnelStep {
  number: number
  text: string
  /** Sessions that did this step. */
  reached: number
  /** Of those that began. */
  percent: number
  /** Sessions that did the step before it, or began, and came no further; and their share of those. */
  dropped: number
  droppedPercent: number
}

/** Sessions of a journey that did so many steps; null: that have not begun, or were cancelled. */
interface Came {
  journey: string
  done: number | null
  count: number
}

/**
 * How far sessions came on a journey: of those that the filters leave, the one that was asked for last. Every burst with
 * these steps counts; sessions that have not begun, or were cancelled, do not.
 */
export function funnelOf(db: Db, input: { workspaceId: string; filters: SessionFilters; source?: Source }) {
  const { workspaceId, filters, source = 'sums' } = input
  return readWorkspace(db, workspaceId, async (tx) => {
    const found = await findByText(tx, filters.text, 'all')
    const query: SumQuery = { workspaceId, filters, found, source, ...WHOLE }
    const inSums = summable(filters) && filters.device === undefined && filters.country === undefined
    const hours = inSums && source === 'sums' ? wholeHours(filters) : undefined
    const came = hours ? await fromSums(tx, query, hours) : await fromRows(tx, query)
    const keys = [...new Set(came.map(({ journey }) => journey))]
    const key = sql<string>`app.journey_key(${bursts.journey})`
    const [newest] = await tx
      .select({ journey: bursts.journey, key })
      .from(bursts)
      .where(and(eq(bursts.workspaceId, workspaceId), inArray(key, keys)))
      .orderBy(desc(bursts.id))
      .limit(1)
    if (!newest)
      throw new AppError('not_found', 'No session matches, so there is no journey to show.', 'burst')
    const atLeast = (step: number) =>
      came.reduce(
        (sum, { journey, done, count }) =>
          journey === newest.key && done !== null && done >= step ? sum + count : sum,
        0,
      )
    const began = atLeast(0)
    return {
      journey: newest.journey,
      began,
      steps: newest.journey.map((text, i) => stepOf(text, i + 1, began, atLeast)),
    }
  })
}

/** Bursts are few: sessions are counted by burst, and then by its journey. */
const fromRows = (tx: Tx, { workspaceId, filters, found }: SumQuery, only?: SQL) =>
  rows<Came>(
    tx,
    sql`select app.journey_key(journey) as journey, done, sum(count)::float8 as count from (
          select burst_id, case when outcome not in ('scheduled', 'cancelled') then steps_done end as done, count(*) as count
            from ${sessions} where ${and(conditions(workspaceId, filters, found), only)} group by 1, 2) came
        join ${bursts} on id = burst_id group by 1, 2`,
  )

/** Sums know how far those came that are over; the few that are under way are read from the rows. */
async function fromSums(tx: Tx, query: SumQuery, hours: Hours): Promise<Came[]> {
  const { outcome } = query.filters
  const summed = await rows<Came>(
    tx,
    sql`select split_part(reached, ':', 1) as journey, nullif(split_part(reached, ':', 2), '')::integer as done,
          sum(n)::float8 as count from (
            select value as reached, sign * (${counted(outcome)}) as n from ${cells(query, hours, sessionSums, 'reached')} cell
            union all select reached, sessions from ${sessionDeltas} where outcome <> 'running'
              and ${inDeltas(query, hours)} and ${outcome ? sql`outcome = ${outcome}` : sql`true`}) part
        group by 1, 2 having sum(n) > 0`,
  )
  const cut = []
  for (const filters of ends(query.filters, hours))
    cut.push(...(await fromRows(tx, { ...query, filters }, sql`outcome <> 'running'`)))
  return [...summed, ...cut, ...(await fromRows(tx, query, sql`outcome = 'running'`))]
}

/** Of a sum's sessions those that count here. */
const counted = (outcome: Outcome | undefined): SQL =>
  outcome === undefined
    ? sql`sessions - running`
    : outcome === 'running'
      ? sql`0`
      : sql`${sql.identifier(outcome)}`

const percent = (part: number, all: number) => (all === 0 ? 0 : Math.round((part / all) * 10_000) / 100)

function stepOf(text: string, number: number, began: number, atLeast: (step: number) => number): FunnelStep {
  const [before, reached] = [atLeast(number - 1), atLeast(number)]
  return {
    number,
    text,
    reached,
    percent: percent(reached, began),
    dropped: before - reached,
    droppedPercent: percent(before - reached, before),
  }
}
