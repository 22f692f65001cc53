/** What is kept under a key such as `workspace/burst/session.jpg`. */
export interface StoredObject {
  body: ReadableStream<Uint8Array>
  /** Media type, by the key's ending. */
  type: string
  /** Bytes. */
  size: number
}

/** Where pictures and exports are kept: a folder, or a private bucket of Supabase Storage. */
export interface Storage {
  /** Written whole or not at all; the same key again replaces it. */
  put(key: string, body: Uint8Array | ReadableStream<Uint8Array>): Promise<void>
  /** Undefined when nothing is kept under the key. */
  get(key: string): Promise<StoredObject | undefined>
  /** Removes keys, and with a closing `/` everything below; what is not there is no error. */
  remove(keys: string[]): Promise<void>
}

const TYPES: Record<string, string> = {
  jpg: 'image/jpeg',
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
}

/** The media type that a key stands for. Throws for a key that no part of the product makes. */
export function typeOf(key: string): string {
  const type = TYPES[key.slice(key.lastIndexOf('.') + 1)]
  if (!type || !/^([\w-]+\/)*[\w-]+\.\w+$/.test(key)) throw new Error(`"${key}" is no key of the storage.`)
  return type
}

/** Throws for what is neither a key nor a prefix with its closing `/`. */
export function checkRemovable(key: string): void {
  if (!/^([\w-]+\/)+$/.test(key)) typeOf(key)
}
