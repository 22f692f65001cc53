import { sql } from 'drizzle-orm'
import { customType, pgPolicy, pgRole, pgSchema, timestamp, uuid } from 'drizzle-orm/pg-core'

/** Everything of ours lives in schema `app`, which Supabase's Data API never exposes. */
export const app = pgSchema('app')

/** What requests run as: sees the rows of `app.workspace` only. Made by the first migration. */
export const appRole = pgRole('app').existing()
/** What the few verbs without a workspace run as (runner sweep, sign-in look-up). */
export const systemRole = pgRole('system').existing()

/** A moment, kept in UTC with milliseconds, read as a Date. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })
export const createdAt = () => moment('created_at').notNull().defaultNow()
export const id = () => uuid('id').primaryKey()
export const workspaceId = () => uuid('workspace_id').notNull()

/** The transaction that wrote a row. Readers of a feed take only those below the snapshot's xmin. */
export const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' })

const ownRows = sql`workspace_id = app.current_workspace()`

/** Row-level security of a workspace's table: its own rows for `app`, all of them for `system`. */
export const tenancy = (table: string) => [
  pgPolicy(`${table}_own`, { to: appRole, using: ownRows, withCheck: ownRows }),
  pgPolicy(`${table}_system`, { to: systemRole, using: sql`true`, withCheck: sql`true` }),
]
