/** What the machine has left, as it was measured. */
export interface Load {
  /** Processors that this process may use; a container's quota counts, so it may be a fraction. */
  cores: number
  /** Their busy share since the measurement before, by whatever ran on them. */
  busy: number
  /** Memory that can still be used before the machine, or the container, runs out. */
  freeBytes: number
  /** Of the machine, or what the container may have. */
  totalBytes: number
}

/** What was decided last time. */
export interface Standing {
  open: boolean
}

/** An idle visit was measured at about 75 MB; the rest is for the moment when it acts. */
export const VISIT_BYTES = 120 * 2 ** 20
/** Left to everything else on the machine, at most an eighth of it. */
const RESERVE_BYTES = 2 ** 30
/** Above this share no further visit starts, until it is below the other: else it would waver at every breath. */
const FULL = 0.85
const EASY = 0.7
/** A visit that starts takes about half a core until it has come to rest. */
const START_CORES = 0.5
/** Whatever else the machine does, so many visits are under way: it must go on. */
const LEAST = 2
/** One Chromium holds no more; a larger machine runs more runners. */
export const MOST = 200

/**
 * How many more visits may start now. `fresh` are those that began since the load was measured, which it does not show
 * yet.
 */
export function admit(
  load: Load,
  visits: { open: number; fresh: number },
  before: Standing,
): { room: number } & Standing {
  const { open, fresh } = visits
  const reserve = Math.min(RESERVE_BYTES, load.totalBytes / 8)
  const byMemory = Math.floor((load.freeBytes - reserve) / VISIT_BYTES) - fresh
  const idleCores = load.cores * (FULL - load.busy)
  const byCpu = Math.ceil(idleCores / START_CORES) - fresh
  const isOpen = byMemory >= 1 && load.busy < (before.open ? FULL : EASY)
  const room = isOpen ? Math.max(0, Math.min(byMemory, byCpu)) : 0
  // Without memory not even those: one that is killed for want of it takes all others along.
  const least = byMemory >= 1 ? LEAST - open : 1 - open
  return { room: Math.min(MOST - open, Math.max(room, least, 0)), open: isOpen }
}
