import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type EgressProxy, openProxy } from '../proxy.ts'
import { sleep, until } from './deadline.ts'
import { chromiumFlags } from './flags.ts'
import { createRunDir, killGroup, recordBrowserPid, removeRunDir } from './run-dir.ts'
import { chromiumVersion } from './version.ts'

export interface Launched {
  version: string
  /** WebSocket of the browser's debugging port. */
  cdpUrl: string
  exited: Promise<void>
  /** The end of what it printed, or why it did not start. */
  lastWords(): string
  /** Ends every process and removes every file of this Chromium. */
  end(): Promise<void>
}

const LAUNCH_MS = 30_000
const LAST_WORDS_MS = 200

export async function launchChromium(path: string, parent: string): Promise<Launched> {
  const version = await chromiumVersion(path)
  const denyAll = await openProxy({ allow: [] })
  const dir = await createRunDir(parent)
  const [profile, tmp] = [join(dir, 'profile'), join(dir, 'tmp')]
  await Promise.all([mkdir(profile), mkdir(tmp)])
  const child = start(path, await chromiumFlags({ profile, version, denyAll: denyAll.url }), tmp)
  const running = own(child, dir, denyAll)
  try {
    if (child.pid) await recordBrowserPid(dir, child.pid)
    return { version, cdpUrl: await debuggingUrl(profile, running), ...running }
  } catch (error) {
    await running.end()
    throw error
  }
}

function start(path: string, flags: string[], tmp: string): ChildProcess {
  return spawn(path, flags, {
    // A group of its own on POSIX, so that one signal ends all its processes.
    detached: process.platform !== 'win32',
    windowsHide: true,
    env: { ...process.env, TMPDIR: tmp, TEMP: tmp, TMP: tmp, XDG_CONFIG_HOME: tmp, XDG_CACHE_HOME: tmp },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  })
}

function own(child: ChildProcess, dir: string, denyAll: EgressProxy): Omit<Launched, 'version' | 'cdpUrl'> {
  let said = ''
  // Listened to at once: what nobody listens to is dropped when the process exits.
  child.stderr?.on('data', (data) => {
    said = (said + String(data)).slice(-2000)
  })
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', (error) => {
      said += error.message
      resolve()
    })
  })
  // The pipes are never spoken through. That they are open tells Chromium that we live; their breaking is its end.
  for (const pipe of child.stdio.slice(3)) pipe?.on('error', () => undefined)
  let ended: Promise<void> | undefined
  const finish = async () => {
    if (child.pid) killGroup(child.pid)
    await exited
    for (const pipe of child.stdio.slice(3)) pipe?.destroy()
    denyAll.close()
    await removeRunDir(dir)
  }
  const end = () => {
    ended ??= finish()
    return ended
  }
  // Removing the folder after a crash is housekeeping: a failure shows at the next start's sweep.
  void exited.then(end).catch(() => undefined)
  return { exited, lastWords: () => said.trim(), end }
}

/** Chromium writes its port and its own path into the profile as soon as it listens. */
async function debuggingUrl(
  profile: string,
  running: Pick<Launched, 'exited' | 'lastWords'>,
): Promise<string> {
  let exited = false
  void running.exited.then(() => {
    exited = true
  })
  const end = performance.now() + LAUNCH_MS
  while (performance.now() < end && !exited) {
    const text = await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')
    const [port, path] = text.split('\n')
    if (port && path) return `ws://127.0.0.1:${port}${path}`
    await sleep(20)
  }
  // Its last words arrive after its exit.
  await until(() => running.lastWords() !== '', LAST_WORDS_MS)
  throw new Error(`Chromium did not start: ${running.lastWords() || (exited ? 'it exited' : 'it hung')}`)
}
