import { readdir, readFile } from 'node:fs/promises'

/** Clock ticks a second that /proc counts in; fixed at 100 for programs on every Linux there is. */
const TICKS = 100

/**
 * CPU seconds this process and all its descendants used so far. A child that ended is in the account of the parent
 * that reaped it, so only what is compared between two moments with the same long-lived processes is exact.
 */
export async function treeCpuSeconds(): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const all = (await Promise.all(pids.map(readStat))).filter((stat) => stat !== undefined)
  const tree = new Set([process.pid])
  // Parents have not always a smaller id, so repeat until nothing is added.
  for (let size = 0; size < tree.size; ) {
    size = tree.size
    for (const { pid, parent } of all) if (tree.has(parent)) tree.add(pid)
  }
  const ticks = all.filter(({ pid }) => tree.has(pid)).reduce((sum, stat) => sum + stat.ticks, 0)
  return ticks / TICKS
}

async function readStat(pid: string): Promise<{ pid: number; parent: number; ticks: number } | undefined> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold blanks.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [, parent = 0] = fields
    // utime, stime, cutime, cstime; of ourselves without children, who are counted while they live.
    const own = (fields[11] ?? 0) + (fields[12] ?? 0)
    const reaped = Number(pid) === process.pid ? 0 : (fields[13] ?? 0) + (fields[14] ?? 0)
    return { pid: Number(pid), parent, ticks: own + reaped }
  } catch {
    // It ended while we were reading.
    return undefined
  }
}
