import type { Preset } from '../planner/references.ts'
import type { Device } from '../planner/request.ts'

/** What one visit came to, as the report reads it. */
export interface Visit {
  device: Device
  os: string
  country: string
  /** Through a proxy there; the others come from where the browser runs. */
  proxied?: boolean
  timeZone: string
  /** Undefined for a direct visit. */
  referrer?: string
  returning: boolean
  /** As it was to be; undefined for visits that nobody planned. */
  planned?: 'returning' | 'new'
  /** The same for all visits of one person; undefined for one who is not known to have others. */
  person?: string
  outcome: 'completed' | 'dropped' | 'bounced' | 'failed'
  /** Epoch milliseconds. */
  startedAt: number
  lengthMs: number
  pages: number
  /** Milliseconds spent on pages, as far as they are known. */
  dwellMs: number[]
  /** Addresses in order, as far as they are known. */
  path: string[]
  /** Analytics SDKs whose vendor accepted something of it. */
  accepted: string[]
}

/** What was asked for: as the plan has it, counted by category. */
export interface Asked {
  sessions: number
  devices: Counts
  countries: Counts
  referrers: Counts
  people: Counts
  bounced: number
  completed: number
}
export type Counts = Record<string, number>

export interface Population {
  visits: Visit[]
  /** Undefined for visits that nobody planned. */
  asked?: Asked
  /** False where visitors looked around as they liked. */
  journey: boolean
  pace: 'natural' | 'fast'
  /** What was left open came from it; undefined for several bursts together. */
  preset?: Preset
  /** When arrivals were to follow the hours of the day; undefined for any other way to come. */
  window?: { startsAt: number; windowMs: number }
  /** Attempts that were lost after analytics had seen them, by SDK. */
  strays: Counts
}

export const tally = (names: readonly string[]): Counts => {
  const counts: Counts = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

/** Counts as percent, to a tenth. */
export function percents(counts: Counts): Counts {
  const whole = Object.values(counts).reduce((a, b) => a + b, 0)
  return Object.fromEntries(
    Object.entries(counts)
      .toSorted(([, a], [, b]) => b - a)
      .map(([name, count]) => [name, tenth((100 * count) / (whole || 1))]),
  )
}

export const tenth = (value: number): number => Math.round(value * 10) / 10

/** Quartiles by the nearest rank. */
export function quartiles(values: readonly number[]): Counts {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => tenth(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0)
  return sorted.length === 0 ? {} : { p25: at(0.25), median: at(0.5), p75: at(0.75) }
}
