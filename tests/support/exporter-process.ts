import { startExporter } from '../../agent/runner/exporter.ts'
import { folderStorage } from '../../agent/storage/folder.ts'
import { connectPglite } from '../../db/connect-pglite.ts'
import { startQueue } from '../../db/queue.ts'

/** An exporter in a process of its own, to be killed: `node exporter-process.ts DATABASE STORAGE`. */
const [, , directory = '', folder = ''] = process.argv
const database = await connectPglite(directory)
const storage = folderStorage(folder)
await startExporter({
  database,
  boss: await startQueue(database.createBoss()),
  storage: {
    ...storage,
    // Slow, so that there is a middle to be killed in.
    put: (key, body) =>
      storage.put(
        key,
        (body as ReadableStream<Uint8Array>).pipeThrough(
          new TransformStream({
            async transform(chunk, controller) {
              controller.enqueue(chunk)
              await new Promise((resolve) => setTimeout(resolve, 300))
            },
          }),
        ),
      ),
  },
  onError: (error) => console.error(error),
})
