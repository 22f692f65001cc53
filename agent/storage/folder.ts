import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { checkRemovable, type Storage, typeOf } from './port.ts'

/** The same streams under Node's own name for them. */
type NodeStream = Parameters<typeof Readable.fromWeb>[0]

/** Keeps objects as files below `folder`. */
export function folderStorage(folder: string): Storage {
  return {
    async put(key, body) {
      typeOf(key)
      const file = join(folder, key)
      await mkdir(dirname(file), { recursive: true })
      // Two writers of one key must not share a part; one that a kill left is overwritten or removed with its folder.
      const part = `${file}.${process.pid}.part`
      try {
        await pipeline(
          body instanceof Uint8Array ? [body] : Readable.fromWeb(body as NodeStream),
          createWriteStream(part),
        )
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
      return { body, type, size: found.size }
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
