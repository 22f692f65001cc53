import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Picture {
  bytes: Uint8Array
  /** Media type, such as image/jpeg. */
  type: string
}

/** Where the sessions' last screens are kept, by session id. */
export interface Pictures {
  put(id: string, picture: Picture): Promise<void>
  get(id: string): Promise<Picture | undefined>
}

/** In a folder, one file a session, written whole or not at all. The media type is kept in the name. */
export function folderPictures(folder: string): Pictures {
  const EXTENSIONS = { 'image/webp': 'webp', 'image/jpeg': 'jpg', 'image/png': 'png' } as const
  const file = (id: string, extension: string) => join(folder, `${id}.${extension}`)
  return {
    async put(id, { bytes, type }) {
      const extension = EXTENSIONS[type as keyof typeof EXTENSIONS]
      if (!extension) throw new Error(`No picture of type ${type} is kept.`)
      await mkdir(folder, { recursive: true })
      await writeFile(file(id, 'part'), bytes)
      await rename(file(id, 'part'), file(id, extension))
    },
    async get(id) {
      for (const [type, extension] of Object.entries(EXTENSIONS)) {
        const bytes = await readFile(file(id, extension)).catch(absent)
        if (bytes) return { bytes, type }
      }
      return undefined
    },
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
