import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import type { Database, Db } from './client.ts'
import { listenOn } from './listen-postgres.ts'

const MIGRATIONS = new URL('./migrations', import.meta.url).pathname
/** Two processes may start at once: one migrates, the other waits on this advisory lock ("SBmg"). */
const MIGRATION_LOCK = 0x53426d67

export interface PostgresOptions {
  /** Connections of the pool. */
  max?: number
  /** Told of connections that broke; the pool makes new ones. */
  onError?(error: unknown, what: string): void
}

/**
 * Connects to PostgreSQL 15 or newer and migrates it. LISTEN needs a direct connection, not a transaction pooler.
 * The driver is pg: postgres.js threw out of reach of any caller when the server crashed under load.
 */
export async function connectPostgres(url: string, options: PostgresOptions = {}): Promise<Database> {
  const onError = options.onError ?? (() => {})
  await migrateOnce(url)
  const pool = new pg.Pool({ connectionString: url, max: options.max ?? 10 })
  // An idle connection that breaks has no caller to tell.
  pool.on('error', (error) => onError(error, 'database connection'))
  const listener = listenOn(url, (error) => onError(error, 'database listener'))
  return {
    db: drizzle(pool) as unknown as Db,
    kind: 'postgres',
    listen: listener.listen,
    createBoss: () => new PgBoss({ connectionString: url, useListenNotify: true, max: 4 }),
    async close() {
      await listener.close()
      await pool.end()
    },
  }
}

async function migrateOnce(url: string): Promise<void> {
  const single = new pg.Client({ connectionString: url })
  await single.connect()
  try {
    await single.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await migrate(drizzle(single), { migrationsFolder: MIGRATIONS })
  } finally {
    await single.end()
  }
}
