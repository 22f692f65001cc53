import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated PGlite as an archive: loading it takes a sixth of making one. */
    pgliteTemplate: string
    /** A PostgreSQL server to make databases on, or empty. */
    postgresUrl: string
  }
}

/** Makes once what every database test starts from. */
export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'sessionburst-template-'))
  const pg = await PGlite.create()
  await migrate(drizzle(pg), { migrationsFolder: new URL('../../db/migrations', import.meta.url).pathname })
  const template = join(folder, 'pglite.tar')
  await writeFile(template, Buffer.from(await (await pg.dumpDataDir('none')).arrayBuffer()))
  await pg.close()

  const postgresUrl = process.env.TEST_DATABASE_URL ?? ''
  if (!postgresUrl)
    console.warn(
      'Skipped: the PostgreSQL half of the database tests and the Worker in workerd (TEST_DATABASE_URL names no server).',
    )
  project.provide('pgliteTemplate', template)
  project.provide('postgresUrl', postgresUrl)
  return () => rm(folder, { recursive: true, force: true })
}
