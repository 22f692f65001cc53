import { rm } from 'node:fs/promises'
import { vi } from 'vitest'
import { openBrowser } from '../../agent/browser/local/browser.ts'
import { RUN_DIRS } from '../../agent/browser/local/run-dir.ts'
import type { Browser, Generate } from '../../agent/browser/port.ts'
import { offlineGenerate } from '../../agent/model/offline/elements/generate.ts'
import { startRunner } from '../../agent/runner/runner.ts'
import { folderStorage } from '../../agent/storage/folder.ts'
import { getBurst } from '../../db/bursts.ts'
import { startQueue } from '../../db/queue.ts'
import { createSealer } from '../../db/sealing.ts'
import { keepDemoShop } from '../../db/targets.ts'
import { startDemoShop } from '../../web/demo-shop/server.ts'
import { freshDatabase, tenant } from './databases.ts'
import { freshFolder } from './folder.ts'

export const CHROME = process.env.CHROME_PATH ?? '/usr/bin/chromium'

interface Parts {
  generate?: Generate
  launch?(): Promise<Browser>
}
const launchHere = () => openBrowser({ chromePath: CHROME, runDir: RUN_DIRS, privateNetwork: true })

/** A runner with a real Chromium on a database of its own, beside a demo shop of its own. */
export const runnerBesideShop = async (parts?: Parts) => runnerBeside(await startDemoShop({ port: 0 }), parts)

/** The same beside another site, which is taken for the demo shop. */
export async function runnerBeside<Shop extends { origin: string; close(): Promise<void> }>(
  shop: Shop,
  { generate = offlineGenerate, launch = launchHere }: Parts = {},
) {
  const database = await freshDatabase('pglite')
  const own = await tenant(database)
  await keepDemoShop(database.db, { workspaceId: own.workspaceId, origin: shop.origin })
  const boss = await startQueue(database.createBoss())
  const folder = await freshFolder()
  const storage = folderStorage(folder)
  const errors: unknown[] = []
  const sealer = await createSealer(['a secret of the test'])
  const runner = await startRunner({
    database,
    boss,
    launch,
    generate,
    storage,
    sealer,
    admission: { room: async (open) => 4 - open },
    onError: (error) => errors.push(error),
  })
  let stopping: Promise<void> | undefined
  const stopShop = () => {
    stopping ??= shop.close()
    return stopping
  }
  return {
    database,
    own,
    stopShop,
    storage,
    sealer,
    shop,
    errors,
    /** Waits until nothing of the burst is left to run. */
    over: (id: string, ms = 60_000) =>
      vi.waitUntil(
        async () => {
          const burst = await getBurst(database.db, { workspaceId: own.workspaceId, id })
          return burst.counts.scheduled + burst.counts.running === 0 && burst
        },
        { timeout: ms, interval: 100 },
      ),
    async close() {
      await runner.stop()
      await boss.stop({ graceful: false })
      await stopShop()
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
