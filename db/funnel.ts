import { and, eq, sql } from 'drizzle-orm'
import { type Db, readWorkspace, rows } from './client.ts'
import { AppError } from './errors.ts'
import { conditions, findByText, type SessionFilters } from './log-filters.ts'
import { bursts } from './schema/bursts.ts'
import { sessions } from './schema/sessions.ts'

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

/**
 * How far sessions came on a journey: that of the burst in the filters, or of the newest burst that is left by them.
 * Every burst with these steps counts; sessions that have not begun, or were cancelled, do not.
 */
export function funnelOf(db: Db, input: { workspaceId: string; filters: SessionFilters }) {
  const { workspaceId, filters } = input
  return readWorkspace(db, workspaceId, async (tx) => {
    const where = conditions(workspaceId, filters, await findByText(tx, filters.text, 'all'))
    const [newest] = await rows<{ journey: string[] }>(
      tx,
      sql`select journey from ${bursts} where workspace_id = ${workspaceId}
          and exists (select 1 from ${sessions} where burst_id = ${bursts.id} and ${where}) order by id desc limit 1`,
    )
    if (!newest)
      throw new AppError('not_found', 'No session matches, so there is no journey to show.', 'burst')
    const { journey } = newest
    const counts = await tx
      .select({ done: sessions.stepsDone, count: sql<number>`count(*)::int` })
      .from(sessions)
      .innerJoin(bursts, eq(bursts.id, sessions.burstId))
      .where(
        and(where, eq(bursts.journey, journey), sql`${sessions.outcome} not in ('scheduled', 'cancelled')`),
      )
      .groupBy(sessions.stepsDone)
    const atLeast = (step: number) =>
      counts.reduce((sum, { done, count }) => (done >= step ? sum + count : sum), 0)
    const began = atLeast(0)
    return { journey, began, steps: journey.map((text, i) => stepOf(text, i + 1, began, atLeast)) }
  })
}

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
