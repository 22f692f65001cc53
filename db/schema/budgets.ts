import { sql } from 'drizzle-orm'
import { pgPolicy, text, timestamp } from 'drizzle-orm/pg-core'
import { app, systemRole } from './app-schema.ts'

/**
 * How far ahead of the clock someone has spent a budget that refills steadily. A row is no tenant's: it is reached
 * through the function app.spend alone. A migration makes the table UNLOGGED.
 */
export const budgets = app
  .table(
    'budgets',
    { key: text('key').primaryKey(), spentUntil: timestamp('spent_until', { withTimezone: true }).notNull() },
    () => [pgPolicy('budgets_system', { to: systemRole, using: sql`true`, withCheck: sql`true` })],
  )
  .enableRLS()
