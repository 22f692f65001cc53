import { createClient } from '@supabase/supabase-js'
import { checkRemovable, type Storage, typeOf } from './port.ts'

/** Names that one listing answers, and that one removal takes. */
const PAGE = 100

interface Project {
  url: string
  secretKey: string
  bucket: string
}

const open = ({ url, secretKey }: Project) =>
  createClient(url, secretKey, { auth: { persistSession: false, autoRefreshToken: false } })

/**
 * What a bucket must not be: absent, or open to whoever guesses a key. Undefined where it is neither, or does not answer
 * just now.
 */
export async function faultOfBucket(project: Project): Promise<string | undefined> {
  const { data, error } = await open(project).storage.getBucket(project.bucket)
  if (data?.public)
    return `expected a private bucket, and "${project.bucket}" is public; make it private in the project's Storage`
  if (error && 'statusCode' in error && error.statusCode === '404')
    return `expected a bucket of the project, and it has none with the name "${project.bucket}"`
}

/** Keeps objects in a private bucket of Supabase Storage, with the project's secret key. */
export function bucketStorage(project: Project): Storage {
  const client = open(project)
  const bucket = client.storage.from(project.bucket)

  /** Removes what a listing shows, level by level, until it shows nothing. */
  async function removeBelow(folder: string): Promise<void> {
    for (;;) {
      const { data, error } = await bucket.list(folder, { limit: PAGE })
      if (error) throw error
      if (data.length === 0) return
      const files: string[] = []
      for (const { name, id } of data) {
        // Supabase names what it lists from the folder on, @supabase/lite in full.
        const path = name.startsWith(folder) ? name : `${folder}${name}`
        // A folder has no id of its own.
        if (id) files.push(path)
        else await removeBelow(`${path}/`)
      }
      if (files.length > 0 && (await removeFiles(files)) === 0)
        throw new Error(`Storage lists ${files.length} objects below ${folder} and removes none of them.`)
    }
  }
  /** How many of them were there. */
  async function removeFiles(keys: string[]): Promise<number> {
    const { data, error } = await bucket.remove(keys)
    if (error) throw error
    return data.length
  }

  return {
    async put(key, body) {
      const contentType = typeOf(key)
      const { error } = await bucket.upload(key, body, { contentType, upsert: true, duplex: 'half' })
      if (error) throw error
    },
    async get(key) {
      const type = typeOf(key)
      const { data, error } = await bucket.download(key).asStream()
      if (error && 'statusCode' in error && error.statusCode === '404') return undefined
      if (error) throw error
      return { body: data, type }
    },
    async remove(keys) {
      keys.forEach(checkRemovable)
      for (const key of keys) if (key.endsWith('/')) await removeBelow(key)
      const files = keys.filter((key) => !key.endsWith('/'))
      for (let at = 0; at < files.length; at += PAGE) await removeFiles(files.slice(at, at + PAGE))
    },
  }
}
