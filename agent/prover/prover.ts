import { CHECK_CHANNEL } from '../../db/admission.ts'
import type { Database } from '../../db/client.ts'
import { type DueCheck, recordCheck, takeDueChecks } from '../../db/proofs.ts'
import type { Sealer } from '../../db/sealing.ts'
import { startSweeper } from '../sweeper/sweeper.ts'
import { accessHeaders } from './access-headers.ts'
import { type ProveDeps, prove } from './prove.ts'

export interface ProverOptions extends ProveDeps {
  database: Pick<Database, 'db' | 'listen'>
  sealer: Sealer
  onError(error: unknown, what: string): void
}
export interface Prover {
  stop(): Promise<void>
}

/** Looks for proofs that nobody was woken for: those of the schedule, and those whose NOTIFY was lost. */
const SWEEP_MS = 2_000
/** Sites asked at the same time; each takes seconds at most. */
const AT_ONCE = 8

/** Starts looking for the proofs that are due. Any number of them may run; each check is taken by one. */
export function startProver({ database, sealer, onError, ...deps }: ProverOptions): Promise<Prover> {
  const check = async (due: DueCheck) => {
    try {
      const headers = await accessHeaders(database.db, sealer, due)
      await recordCheck(database.db, due, await prove(deps, { ...due, headers }))
    } catch (error) {
      // It is due again when its lease is over.
      onError(error, `proof of target ${due.id}`)
    }
  }
  return startSweeper({
    database,
    channel: CHECK_CHANNEL,
    everyMs: SWEEP_MS,
    async sweep(stopping) {
      while (!stopping.aborted) {
        const due = await takeDueChecks(database.db, AT_ONCE)
        if (due.length === 0) return
        await Promise.all(due.map(check))
      }
    },
    onError: (error) => onError(error, 'looking for proofs'),
  })
}
