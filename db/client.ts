import { type ExtractTablesWithRelations, sql } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from 'drizzle-orm/pg-core'
import type { PgBoss } from 'pg-boss'
import { v7 } from 'uuid'

type NoSchema = Record<string, never>
export type Db = PgDatabase<PgQueryResultHKT, NoSchema>
export type Tx = PgTransaction<PgQueryResultHKT, NoSchema, ExtractTablesWithRelations<NoSchema>>

/** A connected database, PGlite or PostgreSQL, migrated and with its queue's connection. */
export interface Database {
  db: Db
  kind: 'pglite' | 'postgres'
  /** Calls back with the payload of each NOTIFY on the channel; the promise resolves once listening. */
  listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>>
  /** A pg-boss on the same database, not yet started. */
  createBoss(): PgBoss
  close(): Promise<void>
}

/** UUIDv7: sorts by the moment it was minted, so that it serves as keyset and time at once. */
export const newId = (): string => v7()

/** Rows of one statement that drizzle's builder has no words for; both drivers answer with their own shape. */
export async function rows<T extends object>(tx: Db | Tx, query: ReturnType<typeof sql>): Promise<T[]> {
  const result: unknown = await tx.execute(query)
  return (Array.isArray(result) ? [...result] : (result as { rows: T[] }).rows) as T[]
}

/**
 * Runs `work` in one transaction that sees the rows of `workspaceId` only: the verbs' own `where` is the first
 * fence, row-level security the second. Inside, use only the given `tx`: PGlite has a single connection.
 */
export function inWorkspace<T>(db: Db, workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction((tx) => fenced(tx, workspaceId, work))
}

/** The same for reading, where all that is read is of one moment. */
export function readWorkspace<T>(db: Db, workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction((tx) => fenced(tx, workspaceId, work), {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  })
}

async function fenced<T>(tx: Tx, workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  await tx.execute(sql`set local role app`)
  await tx.execute(sql`select set_config('app.workspace', ${workspaceId}, true)`)
  return work(tx)
}

/** Runs `work` across workspaces. Only the verbs listed in tests/db/tenancy.test.ts may. */
export function asSystem<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`set local role system`)
    return work(tx)
  })
}
