import { randomUUID } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import pg from 'pg'
import { inject } from 'vitest'
import { type Database, newId } from '../../db/client.ts'
import { connectPglite } from '../../db/connect-pglite.ts'
import { connectPostgres } from '../../db/connect-postgres.ts'
import { signIn } from '../../db/people.ts'
import { addTarget, keepDemoShop, listTargets, type Target } from '../../db/targets.ts'

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

export interface Tenant {
  userId: string
  workspaceId: string
  /** The verified demo shop. */
  shop: Target
  /** A target that nobody proved. */
  unverified: Target
}

/** A person with a workspace, a verified target and one that isn't. */
export async function tenant({ db }: Database, email = 'ann@example.com'): Promise<Tenant> {
  const userId = newId()
  const [membership] = await signIn(db, { userId, email })
  if (!membership) throw new Error('A newcomer gets a workspace.')
  const { workspaceId } = membership
  await keepDemoShop(db, { workspaceId, origin: 'http://localhost:8788' })
  const unverified = await addTarget(db, {
    workspaceId,
    origin: 'https://unproved.example',
    name: 'Unproved',
  })
  const { items } = await listTargets(db, { workspaceId, limit: 10 })
  const shop = items.find((t) => t.demo)
  if (!shop) throw new Error('The demo shop is a target from the start.')
  return { userId, workspaceId, shop, unverified }
}
