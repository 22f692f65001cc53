import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { freshFolder } from '../support/folder.ts'
import { freePorts, run, startProduct } from '../support/process.ts'

const folder = await freshFolder()
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Starts the product expecting that it can't: its exit code and what it said. */
async function refusal(environment: Record<string, string>) {
  const { ended, output } = run('api/node.ts', [], { DATA_DIR: folder, ...environment })
  return { code: await ended, said: output().trim() }
}

test.each([
  [{ PORT: 'eighty' }, 'PORT: expected a port number'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL: expected postgres://user:password@host:port/database'],
  [
    { SUPABASE_URL: 'nonsense' },
    'SUPABASE_URL: expected the address of the Supabase project, such as https://example.com',
  ],
  [{ APP_SECRETS: 'short' }, 'APP_SECRETS: expected secrets of at least 32 characters, separated by commas'],
])('a wrong variable ends the start with its name and what was expected: %j', async (environment, said) => {
  expect(await refusal(environment)).toEqual({ code: 1, said })
})

test('a taken port ends the start with one sentence', async () => {
  const port = await freePorts()
  const taker = createServer().listen(port, '127.0.0.1')
  const { code, said } = await refusal({ PORT: String(port) })
  taker.close()
  expect({ code, said }).toEqual({
    code: 1,
    said: `PORT: ${port} is taken by another program; stop it, or set PORT to another number.`,
  })
})

test('a data folder that is a file ends the start with one sentence', async () => {
  const file = join(folder, 'a-file')
  await writeFile(file, '')
  const { code, said } = await refusal({ DATA_DIR: file })
  expect({ code, said }).toEqual({
    code: 1,
    said: `DATA_DIR: ${file} can't be written (ENOTDIR); choose a folder of your own.`,
  })
})

test('a corrupt database ends the start with one sentence, and is left as it was', async () => {
  const dataDir = join(folder, 'corrupt')
  await mkdir(join(dataDir, 'database'), { recursive: true })
  await writeFile(join(dataDir, 'database', 'PG_VERSION'), 'nonsense')
  await chmod(dataDir, 0o700)
  const { code, said } = await refusal({ DATA_DIR: dataDir, PORT: String(await freePorts()) })
  expect(code).toBe(1)
  expect(said).toMatch(
    /^DATA_DIR: the database in .*corrupt\/database can't be opened \(.*\)\. Restore a copy of it, or move it away to start anew\.$/,
  )
})

test('a second start on the same folder ends with one sentence, and the first goes on', async () => {
  const dataDir = join(folder, 'shared')
  const port = await freePorts()
  const product = await startProduct(dataDir, port)
  const { code, said } = await refusal({ DATA_DIR: dataDir, PORT: String(await freePorts()) })
  expect({ code, said }).toEqual({
    code: 1,
    said: `DATA_DIR: ${dataDir} is in use by another SessionBurst. Stop it, or choose another folder.`,
  })
  expect(await (await fetch(`${product.url}/healthz`)).json()).toEqual({ ok: true })
  product.child.kill('SIGTERM')
  expect(await product.ended).toBe(0)
})
