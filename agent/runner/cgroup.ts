import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** What the container (or the slice) leaves to this process; undefined where nothing is limited or nothing can be read. */
export interface Limits {
  memory?: { limitBytes: number; freeBytes: number }
  cpu?: { cores: number; usedSeconds: number }
}

/** Where the figures stand in both versions of control groups. */
const V2 = { limit: 'memory.max', used: 'memory.current', cache: /^inactive_file (\d+)$/m }
const V1 = {
  limit: 'memory.limit_in_bytes',
  used: 'memory.usage_in_bytes',
  cache: /^total_inactive_file (\d+)$/m,
}
/** Version 1 says "no limit" by a number near the largest there is. */
const NO_LIMIT = 2 ** 60

/** Reads the limits of the group that `groups` (/proc/self/cgroup) names below `root`, and of those around it. */
export async function readLimits(root = '/sys/fs/cgroup', groups = '/proc/self/cgroup'): Promise<Limits> {
  const lines = (await text(groups)).split('\n').map((line) => /^(\d+):([^:]*):(.*)$/.exec(line) ?? [])
  const unified = lines.find(([, id]) => id === '0')?.[3] ?? '/'
  // Version 1 has a tree for each controller; only its memory is looked at.
  const old = lines.find(([, , names]) => names?.split(',').includes('memory'))?.[3]
  return {
    memory: old
      ? await memoryOf(above(join(root, 'memory'), old), V1)
      : await memoryOf(above(root, unified), V2),
    cpu: await cpuOf(above(root, unified)),
  }
}

/** The folder itself and all around it up to the root. In a container the root is the group, whatever the path says. */
function above(root: string, path: string): string[] {
  const folders = [root]
  for (let at = path; at !== '/' && at !== '.' && at !== ''; at = dirname(at)) folders.unshift(join(root, at))
  return folders
}

/** Of nested groups the one with the least left decides. */
async function memoryOf(folders: string[], names: typeof V2): Promise<Limits['memory']> {
  const found: NonNullable<Limits['memory']>[] = []
  for (const folder of folders) {
    const limitBytes = number(await text(join(folder, names.limit)))
    if (limitBytes === undefined || limitBytes > NO_LIMIT) continue
    const used = number(await text(join(folder, names.used))) ?? 0
    // Pages of files that nobody looked at lately are given back before anybody is killed.
    const cache = Number(names.cache.exec(await text(join(folder, 'memory.stat')))?.[1] ?? 0)
    found.push({ limitBytes, freeBytes: Math.max(0, limitBytes - used + cache) })
  }
  return found.sort((a, b) => a.freeBytes - b.freeBytes)[0]
}

async function cpuOf(folders: string[]): Promise<Limits['cpu']> {
  for (const folder of folders) {
    const [quota, period] = (await text(join(folder, 'cpu.max'))).trim().split(' ').map(Number)
    const used = /^usage_usec (\d+)$/m.exec(await text(join(folder, 'cpu.stat')))?.[1]
    if (quota && period && used) return { cores: quota / period, usedSeconds: Number(used) / 1e6 }
  }
  return undefined
}

const text = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '')
function number(text: string): number | undefined {
  const value = Number.parseInt(text, 10)
  return Number.isNaN(value) ? undefined : value
}
