import type { BurstSession, Counts, Outcome } from '../events/burst-progress.ts'
import { OUTCOMES } from '../ui/outcome.tsx'

export type StripSize = 8 | 28 | 44 | 'full'
export type StripKind = 'bars' | 'cells' | 'shares'

/** One bar or cell: its shape says what became of the session, without needing its colour. */
export interface Bar {
  key: string
  state: Outcome
  /** Height as a part of the strip's: the device. */
  tall: number
  /** Where the fill ends, or the notch sits, as a part of the bar: how far the session came. */
  at: number
  /** Missing where a bar stands for a share of all sessions. */
  session?: string
  title: string
}

export interface StripLayout {
  kind: StripKind
  /** Width of a bar and the gap after it, in px. */
  width: number
  gap: number
  bars: Bar[]
}

const MOST_BARS = 120
const MOST_CELLS = 1_000
/** The row of a list has no second line to wrap into. */
const MOST_IN_A_ROW = 60
const SHARES = 100

const TALL: Record<string, number> = { desktop: 1, tablet: 0.8, mobile: 0.62 }

export function layOut(size: StripSize, sessions: BurstSession[], steps: number): StripLayout {
  const kind = kindFor(size, sessions.length)
  if (kind === 'shares') return layOutShares(size, tally(sessions))
  const bars = sessions.map((one) => ({
    key: one.session,
    state: one.outcome,
    tall: kind === 'cells' ? 1 : (TALL[one.device] ?? 1),
    at: reached(one.outcome, one.stepsDone, steps),
    session: one.session,
    title: `Session ${one.number}: ${one.outcome}, ${one.device}`,
  }))
  return { kind, ...pitch(size, kind, bars.length), bars }
}

/** For lists, which know the counts of a burst and not its sessions. */
export function layOutCounts(size: StripSize, counts: Counts): StripLayout {
  const total = OUTCOMES.reduce((sum, state) => sum + counts[state], 0)
  const kind = kindFor(size, total)
  if (kind === 'shares') return layOutShares(size, counts)
  const states = OUTCOMES.flatMap((state) => Array<Outcome>(counts[state]).fill(state))
  return { kind, ...pitch(size, kind, total), bars: states.map(anonymous) }
}

function layOutShares(size: StripSize, counts: Counts): StripLayout {
  const parts = sharesOf(counts)
  const states = OUTCOMES.flatMap((state) => Array<Outcome>(parts[state]).fill(state))
  return { kind: 'shares', ...pitch(size, 'shares', SHARES), bars: states.map(anonymous) }
}

const anonymous = (state: Outcome, index: number): Bar => ({
  key: String(index),
  state,
  tall: 1,
  at: reached(state, 1, 2),
  title: state,
})

function kindFor(size: StripSize, count: number): StripKind {
  if (count > MOST_CELLS || (size === 8 && count > MOST_IN_A_ROW)) return 'shares'
  return count > MOST_BARS && size !== 8 ? 'cells' : 'bars'
}

function pitch(size: StripSize, kind: StripKind, count: number): { width: number; gap: number } {
  if (size === 8) return kind === 'shares' ? { width: 2, gap: 1 } : { width: 3, gap: 1 }
  if (kind !== 'bars') return { width: 6, gap: 2 }
  if (count <= 24) return { width: 10, gap: 4 }
  return count <= 60 ? { width: 6, gap: 3 } : { width: 4, gap: 2 }
}

function reached(outcome: Outcome, done: number, steps: number): number {
  const part = steps > 0 ? done / steps : 1
  switch (outcome) {
    case 'completed':
      return 1
    case 'running':
      return within(part, 0.2, 0.9)
    case 'dropped':
      return within(part, 0.3, 0.8)
    case 'failed':
      return within(part, 0.3, 0.7)
    case 'bounced':
      return 0.15
    case 'scheduled':
    case 'cancelled':
      return 0
  }
}

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))

export function tally(sessions: Pick<BurstSession, 'outcome'>[]): Counts {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Counts
  for (const { outcome } of sessions) counts[outcome] += 1
  return counts
}

/** Whole percents that add up to 100, by largest remainder; what exists at all keeps at least one. */
export function sharesOf(counts: Counts): Counts {
  const total = OUTCOMES.reduce((sum, state) => sum + counts[state], 0)
  const parts = OUTCOMES.map((state) => {
    const exact = total > 0 ? (counts[state] / total) * SHARES : 0
    return { state, exact, whole: counts[state] > 0 ? Math.max(1, Math.floor(exact)) : 0 }
  })
  let missing = total > 0 ? SHARES - parts.reduce((sum, part) => sum + part.whole, 0) : 0
  while (missing !== 0) {
    const way = Math.sign(missing)
    const open = parts.filter((part) => part.whole > (way < 0 ? 1 : 0))
    const next = open.sort((a, b) => way * (b.exact - b.whole - (a.exact - a.whole)))[0]
    if (!next) break
    next.whole += way
    missing -= way
  }
  return Object.fromEntries(parts.map(({ state, whole }) => [state, whole])) as Counts
}
