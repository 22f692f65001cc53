import type { Fence } from '../fence.ts'
import type { Loan } from '../port.ts'
import type { Cdp } from './cdp.ts'
import type { OwnClock } from './own-clock.ts'
import type { Driver } from './stagehand.ts'

/** What a visit is made of. */
export interface VisitParts {
  cdp: Cdp
  driver: Driver
  /** Full version of the running Chromium. */
  version: string
  product: string
  proxy: Fence
  /** Undefined where the whole browser is this visit's. */
  contextId?: string
  loan?: Loan
  /** Of a visit that asked for its own. */
  clock?: OwnClock
}
