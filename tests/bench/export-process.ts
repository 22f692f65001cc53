import { rm } from 'node:fs/promises'
import { startExporter } from '../../agent/runner/exporter.ts'
import { folderStorage } from '../../agent/storage/folder.ts'
import { connectPostgres } from '../../db/connect-postgres.ts'
import { getExport } from '../../db/exports.ts'
import { startQueue } from '../../db/queue.ts'

/** Writes one export in a process of its own and prints what it took: `node export-process.ts URL FOLDER WORKSPACE USER ID`. */
const [, , url = '', folder = '', workspaceId = '', userId = '', id = ''] = process.argv
const database = await connectPostgres(url)
// Stripping the types of all its modules takes Node more than any export does, so what is asked is what comes on top.
const before = process.memoryUsage.rss()
let most = before
const begin = performance.now()
const exporter = await startExporter({
  database,
  boss: await startQueue(database.createBoss()),
  storage: folderStorage(folder),
  onError: (error) => {
    throw error
  },
})
for (;;) {
  most = Math.max(most, process.memoryUsage.rss())
  const { state, rows, bytes } = await getExport(database.db, { workspaceId, userId, id })
  if (state === 'done') {
    const seconds = (performance.now() - begin) / 1000
    console.log(JSON.stringify({ rows, bytes, seconds, startMegabytes: before / 1e6, megabytes: most / 1e6 }))
    break
  }
  await new Promise((resolve) => setTimeout(resolve, 200))
}
await exporter.stop()
await rm(folder, { recursive: true })
process.exit(0)
