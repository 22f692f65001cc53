import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { fromPglite, PgBoss } from 'pg-boss'
import type { Database, Db } from './client.ts'

const MIGRATIONS = new URL('./migrations', import.meta.url).pathname

/**
 * Opens (or makes) the embedded database. `directory` undefined keeps it in memory.
 * Throws when the directory can't be read as a database: the caller holds its lock and words the error.
 */
export async function connectPglite(directory?: string, from?: Blob): Promise<Database> {
  const pg = await PGlite.create({ dataDir: directory, loadDataDir: from })
  const db = drizzle(pg)
  await migrate(db, { migrationsFolder: MIGRATIONS })
  return {
    db: db as unknown as Db,
    kind: 'pglite',
    listen: async (channel, onPayload) => {
      const stop = await pg.listen(channel, onPayload)
      return () => stop()
    },
    createBoss: () => new PgBoss({ db: fromPglite(pg), backend: 'pglite', useListenNotify: true }),
    close: () => pg.close(),
  }
}
