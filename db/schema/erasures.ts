import { index, text } from 'drizzle-orm/pg-core'
import { app, createdAt, id, tenancy, workspaceId } from './app-schema.ts'

/**
 * Objects in storage whose rows are gone and that must follow them, written with the rows' deletion. No foreign key:
 * it outlives its workspace.
 */
export const erasures = app
  .table(
    'erasures',
    {
      id: id(),
      workspaceId: workspaceId(),
      /** Keys, and prefixes with a closing `/`. */
      keys: text('keys').array().notNull(),
      createdAt: createdAt(),
    },
    (t) => [index('erasures_due').on(t.createdAt), ...tenancy('erasures')],
  )
  .enableRLS()
