import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Where browsers run: a short path, for Chromium keeps a Unix socket in there and those end at 108 characters; a
 * profile below a deep DATA_DIR would not start.
 */
export const RUN_DIRS = join(tmpdir(), `sessionburst-${process.getuid?.() ?? 'runs'}`)

/** A folder of one Chromium: profile, temporary files and the process id. Named after the process that owns it. */
const NAME = /^chromium-(\d+)-/
const PID_FILE = 'browser.pid'
/** Longer than any launch takes before it has written its process id. */
const LAUNCHING_MS = 60_000
const ours = new Set<string>()

export async function createRunDir(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true, mode: 0o700 })
  const dir = await mkdtemp(join(parent, `chromium-${process.pid}-`))
  ours.add(dir)
  return dir
}

export const recordBrowserPid = (dir: string, pid: number): Promise<void> =>
  writeFile(join(dir, PID_FILE), String(pid))

export async function removeRunDir(dir: string): Promise<void> {
  // Processes that are just ending may still write.
  await rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
  ours.delete(dir)
}

/** Removes what killed owners left behind: their folders, and a Chromium that outlived its owner. */
export async function sweepRunDirs(parent: string): Promise<number> {
  const names = await readdir(parent).catch(() => [])
  let removed = 0
  for (const name of names) {
    const dir = join(parent, name)
    const owner = Number(NAME.exec(name)?.[1])
    if (!owner || ours.has(dir)) continue
    const browser = await browserOf(dir)
    // In a container every start has the same process id, so an owner of that id proves nothing by itself.
    const abandoned =
      !isAlive(owner) || owner === process.pid || (!browser && (await ageMs(dir)) > LAUNCHING_MS)
    if (!abandoned) continue
    if (browser) killGroup(browser)
    await removeRunDir(dir)
    removed++
  }
  return removed
}

/** The folder's Chromium if it still runs: the id alone could belong to another process by now. */
async function browserOf(dir: string): Promise<number | undefined> {
  try {
    const pid = Number(await readFile(join(dir, PID_FILE), 'utf8'))
    if (!pid || !isAlive(pid)) return undefined
    if (process.platform !== 'linux') return pid
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes(dir) ? pid : undefined
  } catch {
    // No id was written, or the process ended in between.
    return undefined
  }
}

async function ageMs(dir: string): Promise<number> {
  const made = await stat(dir).catch(() => undefined)
  return made ? Date.now() - made.mtimeMs : 0
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The profile is thrown away, so nothing is lost by not asking politely. */
export function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
