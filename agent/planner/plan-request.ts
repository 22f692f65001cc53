import type { DropOff } from './drop-off.ts'
import type { Pace } from './pace.ts'
import type { Preset } from './references.ts'
import type { Device } from './request.ts'

/** Figures are percent, 0-100; what is left out comes from the preset and REFERENCES. */
export interface PlanRequest {
  sessions: number
  /** Left out: each visitor looks around the site as they like. */
  journey?: readonly string[]
  devices?: Partial<Record<Device, number>>
  /** By ISO 3166 two-letter code. */
  countries?: Record<string, number>
  referrers?: Record<string, number>
  newVisitors?: number
  /** How many finish the journey. Not together with `dropOff`. */
  conversion?: number
  dropOff?: readonly DropOff[]
  preset?: Preset
  /** Length of the arrival window in milliseconds; 0 is at once, `minGapMs` apart. */
  windowMs: number
  /** When the window begins, in epoch milliseconds: the hours of the day follow. Left out: a constant rate. */
  startsAt?: number
  /** Within the window. Left out: natural. */
  arrivals?: 'natural' | 'even'
  /** Between two starts when there is no window; 0 if left out. */
  minGapMs?: number
  pace: Pace
  /** How long visits stay on a page; left out: as the pace has it. */
  dwell?: Pace
  /** Such as `demo+{{n}}@customer.example`; left out: addresses that no mail can reach. */
  emailPattern?: string | null
  /** 0 to 4,294,967,295. */
  seed: number
}
