import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bundleName, DIST } from './bundle.ts'

/** Bundles the three analytics SDKs into `dist/`, unless what is there is made from the same sources. */
export async function buildDemoShop(): Promise<void> {
  const name = await bundleName()
  const file = join(DIST, name)
  if (await exists(file)) return
  const code = await bundle()
  await mkdir(DIST, { recursive: true })
  // Renamed into place whole: another process may be building or reading at the same time.
  const draft = `${file}.${randomUUID()}`
  await writeFile(draft, code)
  await rename(draft, file)
  for (const other of await readdir(DIST)) {
    if (other.endsWith('.js') && other !== name) await rm(join(DIST, other), { force: true })
  }
}

async function bundle(): Promise<string> {
  // Loaded only when there is something to build: a start with an up-to-date bundle needs no vite.
  const { build } = await import('vite')
  const built = await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'warn',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: 'browser/main.ts', formats: ['iife'], name: 'tidewater', fileName: () => 'analytics.js' },
    },
  })
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((result) =>
    'output' in result ? result.output : [],
  )
  const script = outputs.find((output) => output.type === 'chunk')
  if (!script) throw new Error('vite built no script for the demo shop')
  return script.code
}

const exists = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  )
