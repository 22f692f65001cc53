import type { PgBoss } from 'pg-boss'
import { LEASE_SECONDS } from '../../db/claims.ts'
import type { Database } from '../../db/client.ts'
import {
  type ClaimedInspection,
  claimInspection,
  enqueueInspections,
  finishInspection,
  giveUpInspection,
  renewInspection,
} from '../../db/inspections.ts'
import { takeInspections } from '../../db/queue.ts'
import type { Sealer } from '../../db/sealing.ts'
import { type Browser, BrowserError } from '../browser/port.ts'
import { openEntry } from './entry.ts'
import { inspectSite } from './inspect.ts'

export interface Inspections {
  /** Inspections under way. */
  open(): number
  /** Starts a waiting one, unless one is under way. */
  sweep(browser: () => Promise<Browser>): Promise<void>
  /** Ends the open one and gives it back. */
  stop(): Promise<void>
}

interface Options {
  database: Database
  boss: PgBoss
  sealer: Sealer
  onError(error: unknown, what: string): void
}

/** The doctor's visits of a runner: one at a time beside its sessions, so that neither waits long for the other. */
export function openInspections(options: Options, onDone: () => void): Inspections {
  const { database, boss } = options
  let current: { abort: AbortController; done: Promise<void> } | undefined
  return {
    open: () => (current ? 1 : 0),
    async sweep(browser) {
      await enqueueInspections(database.db, boss)
      if (current) return
      const [job] = await takeInspections(boss, 1)
      if (!job) return
      const ready = await browser()
      const claim = await claimInspection(database.db, job)
      if (!claim) return
      const abort = new AbortController()
      const done = inspect(options, ready, claim, abort).finally(() => {
        current = undefined
        onDone()
      })
      current = { abort, done }
    },
    async stop() {
      current?.abort.abort()
      await current?.done
    },
  }
}

/** One inspection under its lease: renewed while it runs, aborted when lost, given back when the browser broke. */
async function inspect(
  { database: { db }, sealer, onError }: Options,
  browser: Browser,
  claim: ClaimedInspection,
  abort: AbortController,
): Promise<void> {
  const what = `inspection ${claim.inspectionId}`
  const heartbeat = setInterval(
    () => {
      renewInspection(db, claim).then(
        (mine) => mine || abort.abort(),
        (error) => onError(error, `lease of ${what}`),
      )
    },
    (LEASE_SECONDS * 1000) / 3,
  )
  try {
    const entry = await openEntry(db, sealer, claim)
    const found = await inspectSite(entry.over(browser), claim, abort.signal)
    await finishInspection(db, claim, found)
  } catch (error) {
    const ofSite = error instanceof BrowserError && SITE.has(error.fault)
    if (!ofSite && !abort.signal.aborted) onError(error, what)
    const reason = abort.signal.aborted
      ? undefined
      : error instanceof BrowserError
        ? error.message
        : 'something broke in the runner'
    await giveUpInspection(db, claim, { reason, retry: !ofSite }).catch((failure) =>
      onError(failure, `giving back ${what}`),
    )
  } finally {
    clearInterval(heartbeat)
  }
}

/** Faults of the site itself: the same again would find the same. */
const SITE: ReadonlySet<BrowserError['fault']> = new Set(['unreachable', 'deadline', 'left-target'])
