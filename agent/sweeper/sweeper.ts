import type { Database } from '../../db/client.ts'

export interface SweeperOptions {
  database: Pick<Database, 'listen'>
  /** The NOTIFY that wakes it. */
  channel: string
  /** Looks anyway this often: a NOTIFY can be lost, and whoever had the work can die. */
  everyMs: number
  /** Does all that is due; the signal says that this process stops. */
  sweep(stopping: AbortSignal): Promise<void>
  onError(error: unknown): void
}
export interface Sweeper {
  wake(): void
  /** Resolves when the sweep under way is over. */
  stop(): Promise<void>
}

/** Sweeps when woken and by the clock, never twice at the same time, and once more when woken in the middle. */
export async function startSweeper(options: SweeperOptions): Promise<Sweeper> {
  const { database, channel, everyMs, sweep, onError } = options
  const stopping = new AbortController()
  let sweeping: Promise<void> | undefined
  let again = false
  const wake = () => {
    if (stopping.signal.aborted) return
    if (sweeping) {
      again = true
      return
    }
    sweeping = sweep(stopping.signal)
      .catch(onError)
      .finally(() => {
        sweeping = undefined
        if (!again) return
        again = false
        wake()
      })
  }
  const unlisten = await database.listen(channel, wake)
  const timer = setInterval(wake, everyMs)
  wake()
  return {
    wake,
    async stop() {
      stopping.abort()
      clearInterval(timer)
      await unlisten()
      await sweeping
    },
  }
}
