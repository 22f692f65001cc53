import type { Trust } from '../planner/references.ts'
import type { Counts, Visit } from './population.ts'
import type { Tested } from './tests.ts'

/** One line of the report before its verdict: what was asked, sent, and is known of the world. */
export interface Line {
  quantity: string
  unit: string
  asked?: Counts
  sent: Counts
  /** Of how many visits, pages or arrivals. */
  n: number
  reference?: { values: Counts; source: string; trust: Trust }
  /** 95 % interval of the sent share, in percent. */
  interval?: [low: number, high: number]
  tested?: Tested
  /** The counts were dealt out by quota and all came through. */
  byConstruction?: boolean
  /** Why there is no test, or what to know about the line. */
  note?: string
  /** Given the visits that a vendor accepted, what it shows; a string says why it shows something else. */
  vendor: ((visits: readonly Visit[]) => Counts) | string
}
