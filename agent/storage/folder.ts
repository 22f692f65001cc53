import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { checkRemovable, type Storage, typeOf } from './port.ts'

/** The same streams under Node's own name for them. */
type NodeStream = Parameters<typeof Readable.fromWeb>[0]

/** What is being written; a kill leaves it behind. No key begins with a dot. */
const PARTS = '.parts'

/** Removes what was left half written. Only while nobody writes there. */
export const dropParts = (folder: string): Promise<void> =>
  rm(join(folder, PARTS), { recursive: true, force: true })

/** Keeps objects as files below `folder`. */
export function folderStorage(folder: string): Storage {
  return {
    async put(key, body) {
      typeOf(key)
      const file = join(folder, key)
      // Two writers of one key must not share a part.
      const part = join(folder, PARTS, randomUUID())
      await mkdir(dirname(part), { recursive: true })
      try {
        await pipeline(
          body instanceof Uint8Array ? [body] : Readable.fromWeb(body as NodeStream),
          createWriteStream(part),
        )
        await mkdir(dirname(file), { recursive: true })
        await rename(part, file)
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
    },
    async get(key) {
      const type = typeOf(key)
      const file = join(folder, key)
      const found = await stat(file).catch(absent)
      if (!found) return undefined
      const body = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>
      return { body, type }
    },
    async remove(keys) {
      keys.forEach(checkRemovable)
      for (const key of keys) await rm(join(folder, key), { recursive: true, force: true })
    },
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
