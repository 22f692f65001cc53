import { boolean, jsonb, text, unique, uuid } from 'drizzle-orm/pg-core'
import { app, createdAt, id, moment, tenancy, workspaceId } from './app-schema.ts'
import { profiles, workspaces } from './people.ts'

/** A question to the log that somebody keeps under a name. */
export const views = app
  .table(
    'views',
    {
      id: id(),
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      userId: uuid('user_id')
        .notNull()
        .references(() => profiles.id, { onDelete: 'cascade' }),
      name: text('name').notNull(),
      /** As they are asked for: names of targets stay names. */
      filters: jsonb('filters').$type<Record<string, string | number>>().notNull(),
      columns: text('columns').array().notNull(),
      /** Seen by everybody in the workspace, changed by its owner alone. */
      shared: boolean('shared').notNull().default(false),
      createdAt: createdAt(),
      updatedAt: moment('updated_at').notNull().defaultNow(),
    },
    (t) => [unique('views_name').on(t.workspaceId, t.userId, t.name), ...tenancy('views')],
  )
  .enableRLS()
