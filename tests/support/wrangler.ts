import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { vi } from 'vitest'
import { freePorts, ROOT } from './process.ts'

/** Wrangler with everything it would keep elsewhere kept in `folder`, and nothing asked of the network. */
async function wrangler(folder: string, args: string[], environment: Record<string, string> = {}) {
  const assets = join(folder, 'assets')
  await mkdir(assets, { recursive: true })
  await writeFile(join(assets, 'index.html'), '<!doctype html><title>The page</title>')
  await copyFile(join(ROOT, 'web/public/_headers'), join(assets, '_headers'))
  // Wrangler believes this note instead of asking the registry for a newer one.
  await mkdir(join(folder, 'update-check'), { recursive: true })
  const noted = JSON.stringify({ lastUpdate: Date.now(), latest: null })
  await writeFile(join(folder, 'update-check', 'wrangler-latest.json'), noted)
  const child = spawn(
    process.execPath,
    ['node_modules/wrangler/bin/wrangler.js', ...args, '--assets', assets],
    {
      cwd: ROOT,
      // Its own group: wrangler starts workerd and esbuild, which have to end with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        XDG_CONFIG_HOME: folder,
        TMPDIR: folder,
        WRANGLER_LOG_PATH: join(folder, 'logs'),
        WRANGLER_REGISTRY_PATH: join(folder, 'registry'),
        WRANGLER_SEND_METRICS: 'false',
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
        CI: '1',
        ...environment,
      },
    },
  )
  let output = ''
  const keep = (data: unknown) => {
    output += String(data)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return { child, output: () => output }
}

/** What would be deployed, in `folder`/out: worker.js, and in bundle-meta.json esbuild's account of its modules. */
export async function buildWorker(folder: string): Promise<void> {
  const { child, output } = await wrangler(folder, [
    'deploy',
    '--dry-run',
    '--outdir',
    join(folder, 'out'),
    '--metafile',
  ])
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`wrangler deploy --dry-run ended with ${code}: ${output()}`)
}

/** The Worker in workerd, answering. `database` is what Hyperdrive stands for. */
export async function startWorker(folder: string, database: string, variables: Record<string, string>) {
  const port = await freePorts()
  const file = join(folder, 'variables')
  await writeFile(
    file,
    Object.entries(variables)
      .map(([name, value]) => `${name}="${value}"\n`)
      .join(''),
  )
  const address = new URL(database)
  // Hyperdrive refuses an address without a password, whether the server asks for one or not.
  address.password ||= 'none'
  const { child, output } = await wrangler(
    folder,
    [
      'dev',
      '--local',
      '--ip',
      '127.0.0.1',
      '--port',
      String(port),
      '--inspector-port',
      String(port + 1),
      '--env-file',
      file,
      '--persist-to',
      join(folder, 'state'),
      '--show-interactive-dev-session=false',
    ],
    { CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE: address.href },
  )
  const url = `http://127.0.0.1:${port}`
  const close = () => endGroup(child)
  try {
    await vi.waitFor(
      async () => {
        if (child.exitCode !== null) throw new Error(`wrangler dev ended: ${output()}`)
        await fetch(`${url}/healthz`).catch(() => {
          throw new Error(`wrangler dev does not answer yet: ${output()}`)
        })
      },
      { timeout: 60_000, interval: 100 },
    )
  } catch (error) {
    await close()
    throw error
  }
  return { url, output, close }
}

/** Asks wrangler to end, which takes its temporary folders along, then makes sure that none of the group is left. */
async function endGroup(child: ChildProcess): Promise<void> {
  const { pid } = child
  if (!pid) return
  const ended = child.exitCode === null && once(child, 'exit', { signal: AbortSignal.timeout(10_000) })
  child.kill('SIGTERM')
  try {
    await ended
  } finally {
    await vi.waitUntil(() => !killGroup(pid), { timeout: 10_000, interval: 50 })
  }
}

function killGroup(pid: number): boolean {
  try {
    return process.kill(-pid, 'SIGKILL')
  } catch {
    return false
  }
}
