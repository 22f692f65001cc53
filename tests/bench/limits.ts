import { sql } from 'drizzle-orm'
import { spend } from '../../db/budgets.ts'
import type { Database } from '../../db/client.ts'
import { connectPglite } from '../../db/connect-pglite.ts'
import { connectPostgres } from '../../db/connect-postgres.ts'
import type { Bench, Row } from './row.ts'

const TIMES = 1_000

/** What limiting costs each request, against the smallest question there is; on a server too, where one is named. */
export const bench: Bench = async () => {
  const server = process.env.TEST_DATABASE_URL
  const databases = [await connectPglite(), ...(server ? [await connectPostgres(server)] : [])]
  const measured: Row[] = []
  for (const database of databases) {
    measured.push(await cost(database))
    await database.close()
  }
  return measured
}

async function cost({ db, kind }: Database): Promise<Row> {
  const budget = (key: string) => ({ key, quota: 1e6, seconds: 60 })
  const ours: number[] = []
  const smallest: number[] = []
  // In turn, so that whatever else the machine does falls on both.
  for (let i = 0; i < TIMES; i++) {
    ours.push(await timed(() => spend(db, [budget(`bench:user:${i % 50}`), budget('bench:workspace')])))
    smallest.push(await timed(() => db.execute(sql`select 1`)))
  }
  await db.execute(sql`delete from app.budgets where key like 'bench:%'`)
  const [value, yardstickValue] = [median(ours), median(smallest)]
  return {
    case: `limiting one request, median (${kind})`,
    value,
    unit: 'ms',
    yardstick: 'select 1',
    yardstickValue,
    ratio: value / yardstickValue,
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
