import { availableParallelism, cpus, freemem, totalmem } from 'node:os'
import { admit, type Load, type Standing } from './admission.ts'
import { type Limits, readLimits } from './cgroup.ts'

/** How many more visits a runner may start, with so many open. */
export interface Admission {
  room(open: number): Promise<number>
}

/** Less between two measurements tells little: a core's time is counted in hundredths of a second. */
const MEASURE_MS = 800

/** Admits by what this machine, or its container, has left. */
export function measuredAdmission(measure: () => Promise<Load> = loadMeter()): Admission {
  let load: Load | undefined
  let measuredAt = 0
  let standing: Standing = { open: true }
  /** Visits when the load was measured. */
  let openThen = 0
  return {
    async room(open) {
      if (!load || performance.now() - measuredAt > MEASURE_MS) {
        load = await measure()
        measuredAt = performance.now()
        openThen = open
      }
      const decided = admit(load, { open, fresh: Math.max(0, open - openThen) }, standing)
      standing = { open: decided.open }
      return decided.room
    },
  }
}

/** Admits so many at a time, whatever this machine has left: for visits in browsers that run elsewhere. */
export const admitUpTo = (places: number): Admission => ({
  room: async (open) => Math.max(0, places - open),
})

interface Sample {
  at: number
  busy: number
  all: number
  used?: number
}

/** The load since it was last asked; the first time, since the machine started. */
function loadMeter(): () => Promise<Load> {
  let before: Sample = { at: 0, busy: 0, all: 0 }
  return async () => {
    const limits = await readLimits()
    const now = sample(limits)
    const all = now.all - before.all
    const machine = all > 0 ? (now.busy - before.busy) / all : 0
    const { cpu, memory } = limits
    const since = (now.at - before.at) / 1000
    const ours = cpu && before.used !== undefined ? (cpu.usedSeconds - before.used) / (since * cpu.cores) : 0
    before = now
    return {
      cores: Math.min(availableParallelism(), cpu?.cores ?? Number.POSITIVE_INFINITY),
      busy: Math.min(1, Math.max(machine, ours)),
      freeBytes: Math.min(freemem(), memory?.freeBytes ?? Number.POSITIVE_INFINITY),
      totalBytes: Math.min(totalmem(), memory?.limitBytes ?? Number.POSITIVE_INFINITY),
    }
  }
}

function sample({ cpu }: Limits): Sample {
  const sums = { busy: 0, all: 0 }
  for (const { times } of cpus()) {
    const all = times.user + times.nice + times.sys + times.idle + times.irq
    sums.all += all
    sums.busy += all - times.idle
  }
  return { at: performance.now(), ...sums, used: cpu?.usedSeconds }
}
