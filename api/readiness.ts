import { sql } from 'drizzle-orm'
import type { Deps } from './deps.ts'

const PATIENCE_MS = 1_000

export interface Readiness {
  ok: boolean
  /** Each part and its state. */
  [part: string]: boolean | string
}

/** Asks the database, at most once at a time however many ask, and tells what the other parts say of themselves. */
export function readiness({ db, parts }: Pick<Deps, 'db' | 'parts'>): () => Promise<Readiness> {
  let asking: Promise<boolean> | undefined
  return async () => {
    asking ??= answers(db).finally(() => {
      asking = undefined
    })
    const ok = await asking
    return { ok, database: ok ? 'answers' : 'does not answer', ...parts?.() }
  }
}

async function answers(db: Deps['db']): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => resolve(false), PATIENCE_MS)
  const asked = db.execute(sql`select 1`).then(
    () => true,
    // Why it does not is in the log of whoever needed it; here only that.
    () => false,
  )
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}
