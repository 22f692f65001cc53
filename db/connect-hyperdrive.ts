import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import type { Db } from './client.ts'

/** A request's own connection; a Worker may not share one between requests. */
export interface RequestDatabase {
  db: Db
  close(): Promise<void>
}

/**
 * PostgreSQL behind Hyperdrive, which pools the real connections. Connects with the first query. Migrates nothing and
 * listens to nothing: Hyperdrive hands a connection out per transaction, so it knows neither LISTEN nor a session lock.
 */
export function connectHyperdrive(connectionString: string): RequestDatabase {
  const client = postgres(connectionString, { max: 5, fetch_types: false, onnotice: () => {} })
  return { db: drizzle(client) as unknown as Db, close: () => client.end({ timeout: 5 }) }
}
