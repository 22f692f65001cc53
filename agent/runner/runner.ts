import type { PgBoss } from 'pg-boss'
import { CANCEL_CHANNEL, DUE_CHANNEL } from '../../db/bursts.ts'
import {
  type ClaimedSession,
  claimSession,
  enqueueDue,
  giveUpSession,
  LEASE_SECONDS,
  releaseLeases,
  renewLease,
} from '../../db/claims.ts'
import { type Database, newId } from '../../db/client.ts'
import type { Hold } from '../../db/hold.ts'
import { takeSessions } from '../../db/queue.ts'
import { FOLD_BATCH, foldDeltas } from '../../db/rollups.ts'
import type { Sealer } from '../../db/sealing.ts'
import { type Browser, BrowserError, type Generate } from '../browser/port.ts'
import type { Storage } from '../storage/port.ts'
import { startSweeper } from '../sweeper/sweeper.ts'
import { openInspections } from './inspections.ts'
import type { Admission } from './machine.ts'
import { runVisit } from './visit.ts'

export interface RunnerOptions {
  database: Database
  boss: PgBoss
  launch(): Promise<Browser>
  generate: Generate
  storage: Storage
  /** Opens the secrets of targets, and what is kept of visitors. */
  sealer: Sealer
  admission: Admission
  onError(error: unknown, what: string): void
}
export interface Runner {
  /** Ends the open visits, gives their sessions back and closes the browser. */
  stop(): Promise<void>
}

const SWEEP_MS = 1_000
/** How often changes of the log are moved into its sums; figures are right before and after. */
const FOLD_MS = 5_000
/** A browser without visits is closed after this long; the next due session launches one again. */
const IDLE_CLOSE_MS = 60_000

interface Open {
  burstId: string
  abort: AbortController
  done: Promise<void>
}

/** Starts working off due sessions. Woken by NOTIFY, by a second's sweep, and by each visit that ends. */
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const { database, boss, onError } = options
  const runner = newId()
  const open = new Map<string, Open>()
  const doctor = openInspections(options, () => sweeper.wake())
  const browser = keepBrowser(options, () => open.size + doctor.open())
  let foldedAt = 0

  const sweep = async (stopping: AbortSignal) => {
    if (Date.now() - foldedAt > FOLD_MS) {
      foldedAt = Date.now()
      // Where many wait, the next sweep goes on with them.
      if ((await foldDeltas(database.db)) === FOLD_BATCH) foldedAt = 0
    }
    await releaseLeases(database.db, 'expired')
    await enqueueDue(database.db, boss)
    await doctor.sweep(() => browser.get())
    // Jobs of cancelled sessions claim nothing, so it goes on until every place is taken or the queue is empty.
    while (!stopping.aborted) {
      const room = await options.admission.room(open.size)
      const jobs = room > 0 ? await takeSessions(boss, room) : []
      if (jobs.length === 0) return
      // Before any claim: a browser that does not start costs no session an attempt, only the wait for its next job.
      const ready = await browser.get()
      for (const job of jobs) {
        const session = await claimSession(database.db, { ...job, runner })
        if (session) start(session, ready)
      }
    }
  }
  const start = (session: ClaimedSession, ready: Browser) => {
    const abort = new AbortController()
    const done = visit(options, ready, session, abort).finally(() => {
      open.delete(session.id)
      sweeper.wake()
    })
    open.set(session.id, { burstId: session.burstId, abort, done })
  }
  const cancel = (burstId: string) => {
    for (const visit of open.values()) if (visit.burstId === burstId) visit.abort.abort()
  }
  const unlisten = await database.listen(CANCEL_CHANNEL, cancel)
  const sweeper = await startSweeper({
    database,
    channel: DUE_CHANNEL,
    everyMs: SWEEP_MS,
    sweep,
    onError: (error) => onError(error, 'sweep'),
  })
  return {
    async stop() {
      await unlisten()
      await sweeper.stop()
      for (const visit of open.values()) visit.abort.abort()
      await Promise.all([...open.values()].map((visit) => visit.done))
      await doctor.stop()
      await browser.close()
    },
  }
}

/** One visit under its lease: renewed while it runs, aborted when lost, given back when it could not be finished. */
async function visit(
  options: RunnerOptions,
  browser: Browser,
  session: ClaimedSession,
  abort: AbortController,
): Promise<void> {
  const { db } = options.database
  const hold: Hold = { workspaceId: session.workspaceId, sessionId: session.id, attempt: session.attempts }
  const heartbeat = setInterval(
    () => {
      renewLease(db, hold).then(
        (mine) => mine || abort.abort(),
        (error) => options.onError(error, `lease of session ${session.id}`),
      )
    },
    (LEASE_SECONDS * 1000) / 3,
  )
  try {
    // A cancel that came between the claim and now was heard by nobody.
    if (!(await renewLease(db, hold))) return
    const { generate, storage, sealer } = options
    await runVisit({ db, browser, generate, storage, sealer }, session, hold, abort.signal)
  } catch (error) {
    const broke = !abort.signal.aborted
    if (broke) options.onError(error, `session ${session.id}`)
    const why = broke
      ? error instanceof BrowserError
        ? error.message
        : 'something broke in the runner'
      : undefined
    await giveUpSession(db, hold, why).catch((failure) =>
      options.onError(failure, `giving back ${session.id}`),
    )
  } finally {
    clearInterval(heartbeat)
  }
}

/** The runner's one browser: launched when first needed, again after it died, closed when idle. */
function keepBrowser({ launch, onError }: RunnerOptions, visits: () => number) {
  let current: Promise<Browser> | undefined
  let lastUsed = Date.now()
  const close = async () => {
    const closing = current
    current = undefined
    await closing?.then((browser) => browser.close()).catch((error) => onError(error, 'closing the browser'))
  }
  const idle = setInterval(() => {
    if (visits() > 0) lastUsed = Date.now()
    else if (current && Date.now() - lastUsed > IDLE_CLOSE_MS) void close()
  }, IDLE_CLOSE_MS / 4)
  idle.unref()
  return {
    get(): Promise<Browser> {
      lastUsed = Date.now()
      if (current) return current
      const launching = launch()
      current = launching
      const forget = () => {
        if (current === launching) current = undefined
      }
      launching.then((browser) => browser.closed.then(forget), forget)
      return launching
    },
    async close() {
      clearInterval(idle)
      await close()
    },
  }
}
