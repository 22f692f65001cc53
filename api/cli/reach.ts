import { setTimeout as delay } from 'node:timers/promises'
import { DataDirTaken, runningServer } from '../data-dir.ts'
import type { Config } from '../env.ts'
import { startServer } from '../server.ts'

export interface Reached {
  url: string
  token: string
  /** Has sessions worked off, if the server was started here: a question alone drives no browser. */
  run(): Promise<void>
  /** Stops the server, if it was started here. */
  close(): Promise<void>
}

const START_WAIT_MS = 120_000

/** The server that holds DATA_DIR, or one started in this process. */
export async function reachServer(config: Config, say: (line: string) => void): Promise<Reached> {
  try {
    const { url, token, run, close } = await startServer(config, say, { anyPort: true, runLater: true })
    return { url, token, run, close }
  } catch (error) {
    if (!(error instanceof DataDirTaken)) throw error
    const server = await announced(config.dataDir)
    if (!server) throw error
    return { ...server, run: async () => {}, close: async () => {} }
  }
}

/** It may still be starting: its address appears once it answers. */
async function announced(dataDir: string) {
  const patience = Date.now() + START_WAIT_MS
  let server = runningServer(dataDir)
  while (!server && Date.now() < patience) {
    await delay(250)
    server = runningServer(dataDir)
  }
  return server
}
