import { sql } from 'drizzle-orm'
import { asSystem, type Db, rows } from './client.ts'
import { budgets } from './schema/budgets.ts'

/** So many in so many seconds, refilled steadily; all of them may be spent at once. */
export interface Budget {
  key: string
  quota: number
  seconds: number
}

export interface Spent {
  allowed: boolean
  left: number
  /** Until one more is there, and until all are: whole seconds, for headers. */
  retrySeconds: number
  fullSeconds: number
}

/**
 * Takes one from each budget, in order; at the first that has none left it stops, and what comes after is not
 * touched. Exact whoever else spends at the same time, on any instance. One statement.
 */
export async function spend(db: Db, wanted: Budget[]): Promise<Spent[]> {
  const answered = await call(db, wanted, 1)
  return wanted.slice(0, answered.length).map((budget, i) => {
    const { allowed, ahead } = answered[i] ?? { allowed: false, ahead: budget.seconds }
    const step = budget.seconds / budget.quota
    return {
      allowed,
      left: Math.max(0, Math.floor((budget.seconds - ahead) / step + 1e-6)),
      retrySeconds: Math.max(1, Math.ceil(ahead + step - budget.seconds)),
      fullSeconds: Math.ceil(ahead),
    }
  })
}

/** Puts one back that turned out not to count. */
export async function giveBack(db: Db, budget: Budget): Promise<void> {
  await call(db, [budget], -1)
}

function call(db: Db, wanted: Budget[], count: 1 | -1) {
  const asked = wanted.map(({ key, quota, seconds }) => ({
    key,
    step: (count * seconds) / quota,
    span: seconds,
  }))
  return rows<{ allowed: boolean; ahead: number }>(
    db,
    sql`select allowed, ahead from app.spend(${JSON.stringify(asked)}::text::jsonb)`,
  )
}

const SWEEP_BATCH = 5_000

/** Removes budgets that are full again, at most SWEEP_BATCH a call: none and a full one are the same. */
export function sweepBudgets(db: Db): Promise<number> {
  return asSystem(db, async (tx) => {
    const removed = await rows(
      tx,
      sql`delete from ${budgets} where key in (
            select key from ${budgets} where spent_until < now() limit ${SWEEP_BATCH} for update skip locked)
          and spent_until < now() returning key`,
    )
    return removed.length
  })
}
