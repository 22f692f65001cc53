import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshFolder } from '../support/folder.ts'
import { buildWorker } from '../support/wrangler.ts'

/** A quarter of what Cloudflare takes of a free account; what is more than a few KiB wants a reason. */
const MAX_GZIP = 840 * 1024
/** Each would stop the Worker from starting, break at its first use, or only make it heavy. */
const NOT_HERE = [
  '@browserbasehq/stagehand',
  '@electric-sql/pglite',
  '@hono/node-server',
  '@supabase/lite',
  'pg-boss',
  'playwright-core',
  '@puppeteer/browsers',
  'ws',
]
/** What workerd has of Node and postgres.js uses; of the rest only names exist, and calls throw. */
const OF_NODE = ['node:buffer', 'node:events', 'node:stream']

interface Metafile {
  inputs: Record<string, { imports: { path: string; external?: boolean }[] }>
}
let folder: string
let bundle: Metafile
beforeAll(async () => {
  folder = await freshFolder()
  await buildWorker(folder)
  bundle = JSON.parse(await readFile(join(folder, 'out/bundle-meta.json'), 'utf8'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('holds the app and nothing that exists on Node alone', () => {
  const packages = Object.keys(bundle.inputs).map(
    (path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path,
  )
  expect(packages).toEqual(expect.arrayContaining(['api/worker.ts', 'api/app.ts', 'hono', 'ai', 'postgres']))
  expect(packages.filter((name) => NOT_HERE.includes(name))).toEqual([])
})

test('asks Node for buffers, events and streams only, and our own modules for nothing', () => {
  const asked = Object.entries(bundle.inputs).flatMap(([by, { imports }]) =>
    imports.filter(({ path }) => path.startsWith('node:')).map(({ path }) => ({ by, path })),
  )
  expect(asked.filter(({ path }) => !OF_NODE.includes(path))).toEqual([])
  expect(asked.filter(({ by }) => !by.includes('node_modules/'))).toEqual([])
})

test('is small enough to start at once', async () => {
  const size = gzipSync(await readFile(join(folder, 'out/worker.js'))).length
  console.info(`The Worker's bundle: ${Math.round(size / 1024)} KiB gzip of at most ${MAX_GZIP / 1024}.`)
  expect(size).toBeLessThan(MAX_GZIP)
})
