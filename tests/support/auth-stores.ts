import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createPostgresConnection } from '@supabase/lite/postgres'
import { createConnection } from '@supabase/lite/sqlite'
import pg from 'pg'
import { inject } from 'vitest'
import { newId } from '../../db/client.ts'
import { freshFolder } from './folder.ts'

async function onSqlite() {
  const folder = await freshFolder()
  const connection = await createConnection({ url: `file:${join(folder, 'auth.sqlite')}` })
  return { connection, remove: () => rm(folder, { recursive: true }) }
}

async function onPostgres() {
  const admin = new pg.Client({ connectionString: inject('postgresUrl') })
  await admin.connect()
  const name = `auth_${newId().replaceAll('-', '')}`
  await admin.query(`create database ${name}`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  const remove = async () => {
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  }
  return {
    connection: createPostgresConnection({ url: url.href, postgresOptions: { onnotice() {} } }),
    remove,
  }
}

/** Where @supabase/lite can keep its people: each opens an empty one. */
export const AUTH_STORES = inject('postgresUrl')
  ? ([
      ['SQLite', onSqlite],
      ['PostgreSQL', onPostgres],
    ] as const)
  : ([['SQLite', onSqlite]] as const)
