import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const LOCK = join(import.meta.dirname, '../package-lock.json')
const DIST = join(import.meta.dirname, 'dist')
/** Holds the hash of all that the page in the same folder is made from. */
const STAMP = '.made-from'
/** The demo shop is a site of its own. */
const NOT_OURS = /^(dist|demo-shop)\//

/** Builds the page into `web/dist`, unless what is there is made from the same sources and packages. */
export async function buildWeb(progress: (line: string) => void = () => {}): Promise<void> {
  const madeFrom = await hashOfSources()
  if (await isMadeFrom(madeFrom)) return
  progress('Building the page (once) ...')
  const draft = join(DIST, randomUUID())
  await build(draft)
  await writeFile(join(draft, STAMP), madeFrom)
  await putInPlace(draft)
}

/** In a process of its own: vite takes NODE_ENV from it, and a test run would build React for development. */
async function build(outDir: string): Promise<void> {
  const vite = join(import.meta.dirname, '../node_modules/vite/bin/vite.js')
  const config = join(import.meta.dirname, 'vite.config.ts')
  await run(process.execPath, [vite, 'build', '--config', config, '--outDir', outDir, '--logLevel', 'warn'], {
    env: { ...process.env, NODE_ENV: 'production' },
  })
}

const isMadeFrom = async (hash: string) =>
  (await readFile(join(DIST, STAMP), 'utf8').catch(() => '')) === hash

/** File by file, what others point to first: another process may be building or serving at the same time. */
async function putInPlace(draft: string): Promise<void> {
  const files = await filesIn(draft)
  const last = ['index.html', STAMP]
  await mkdir(join(DIST, 'assets'), { recursive: true })
  for (const file of [...files.filter((file) => !last.includes(file)), ...last])
    await rename(join(draft, file), join(DIST, file))
  await rm(draft, { recursive: true })
  for (const file of await readdir(join(DIST, 'assets')))
    if (!files.includes(`assets/${file}`)) await rm(join(DIST, 'assets', file), { force: true })
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(LOCK))
  const files = (await filesIn(import.meta.dirname)).filter((file) => !NOT_OURS.test(file))
  for (const file of files.sort()) hash.update(file).update(await readFile(join(import.meta.dirname, file)))
  return hash.digest('hex')
}

/** The files under a folder, by their paths inside it. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
}
