import { randomUUID } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import pg from 'pg'
import { inject } from 'vitest'
import type { Database } from '../../db/client.ts'
import { connectPglite } from '../../db/connect-pglite.ts'
import { connectPostgres } from '../../db/connect-postgres.ts'

export { type Tenant, tenant } from './tenant.ts'

/** The databases that every contract is run against. */
export const DATABASES = (['pglite', 'postgres'] as const).filter(
  (kind) => kind === 'pglite' || inject('postgresUrl'),
)

/** A migrated database of its own; `close` removes it. */
export async function freshDatabase(kind: (typeof DATABASES)[number]): Promise<Database> {
  return kind === 'pglite'
    ? connectPglite(undefined, await openAsBlob(inject('pgliteTemplate')))
    : freshPostgres()
}

/** A migrated database on the server of TEST_DATABASE_URL, with the address at which other processes find it. */
export async function freshPostgres(): Promise<Database & { url: string }> {
  const admin = new pg.Client({ connectionString: inject('postgresUrl') })
  await admin.connect()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await admin.query(`create database ${name}`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  const database = await connectPostgres(url.href)
  return {
    ...database,
    url: url.href,
    async close() {
      await database.close()
      await gone(admin, name)
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}

/** A pool has ended before its connections are closed; one that is cut off then throws where nobody catches. */
async function gone(admin: pg.Client, name: string): Promise<void> {
  const open = 'select count(*)::int as count from pg_stat_activity where datname = $1'
  for (let tries = 0; tries < 100; tries++) {
    const { rows } = await admin.query<{ count: number }>(open, [name])
    if (rows[0]?.count === 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
