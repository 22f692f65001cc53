import { index, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { app, createdAt, id, tenancy, workspaceId } from './app-schema.ts'
import { workspaces } from './people.ts'
import { memory, type StoredAction } from './targets.ts'

/** The history of a remembered step: which session wrote which actions, when, and what made it necessary. */
export const memoryChanges = app
  .table(
    'memory_changes',
    {
      id: id(),
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      memoryId: uuid('memory_id')
        .notNull()
        .references(() => memory.id, { onDelete: 'cascade' }),
      version: integer('version').notNull(),
      /** Outlives the session's own row. */
      sessionId: uuid('session_id'),
      /** Why the actions before no longer served; null for the first ones. */
      reason: text('reason'),
      before: jsonb('before').$type<StoredAction[][]>(),
      after: jsonb('after').$type<StoredAction[][]>().notNull(),
      createdAt: createdAt(),
    },
    (t) => [index('memory_changes_entry').on(t.memoryId, t.version), ...tenancy('memory_changes')],
  )
  .enableRLS()
