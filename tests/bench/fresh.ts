import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Database } from '../../db/client.ts'
import { connectPglite } from '../../db/connect-pglite.ts'
import { connectPostgres } from '../../db/connect-postgres.ts'

/** An empty database for `work`, on the server with its address, or embedded. */
export async function onFresh(
  kind: 'pglite' | 'postgres',
  server: string | undefined,
  work: (database: Database, url?: string) => Promise<void>,
): Promise<void> {
  if (kind === 'pglite' || !server) {
    const database = await connectPglite()
    return work(database).finally(() => database.close())
  }
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  const name = `bench_${randomUUID().replaceAll('-', '')}`
  await admin.query(`create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const database = await connectPostgres(url.href)
  try {
    await work(database, url.href)
  } finally {
    await database.close()
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  }
}
