import { AppError } from './errors.ts'

export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Rows fetched with `limit + 1` as a keyset page; the cursor is the last id shown. */
export function toPage<T extends { id: string }>(found: T[], limit: number): Page<T> {
  const items = found.slice(0, limit)
  return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** An id from outside, or `not_found` before it reaches the database as a malformed uuid. */
export function knownId(id: string, what: string, field = 'id'): string {
  if (!UUID.test(id)) throw new AppError('not_found', `No ${what} has the id "${id.slice(0, 40)}".`, field)
  return id
}

/** A cursor from outside, or `invalid_input`. */
export function knownCursor(cursor: string): string {
  if (UUID.test(cursor)) return cursor
  throw new AppError('invalid_input', 'Expected a nextCursor of an earlier answer.', 'cursor')
}
