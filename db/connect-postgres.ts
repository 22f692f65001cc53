import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import { PgBoss } from 'pg-boss'
import postgres from 'postgres'
import type { Database, Db } from './client.ts'

const MIGRATIONS = new URL('./migrations', import.meta.url).pathname
/** Two processes may start at once: one migrates, the other waits on this advisory lock ("SBmg"). */
const MIGRATION_LOCK = 0x53426d67

/** Connects to PostgreSQL 15 or newer and migrates it. LISTEN needs a direct connection, not a transaction pooler. */
export async function connectPostgres(url: string, options: { max?: number } = {}): Promise<Database> {
  const client = postgres(url, { max: options.max ?? 10, onnotice: () => {} })
  await migrateOnce(url)
  const db = drizzle(client)
  return {
    db: db as unknown as Db,
    kind: 'postgres',
    listen: async (channel, onPayload) => {
      const { unlisten } = await client.listen(channel, onPayload)
      return unlisten
    },
    createBoss: () => new PgBoss({ connectionString: url, useListenNotify: true, max: 4 }),
    close: () => client.end({ timeout: 5 }),
  }
}

async function migrateOnce(url: string): Promise<void> {
  const single = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await single`select pg_advisory_lock(${MIGRATION_LOCK})`
    await migrate(drizzle(single), { migrationsFolder: MIGRATIONS })
  } finally {
    await single.end({ timeout: 5 })
  }
}
