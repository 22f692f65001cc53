import { text, unique, uuid } from 'drizzle-orm/pg-core'
import { app, createdAt, id, moment, tenancy, workspaceId } from './app-schema.ts'
import { workspaces } from './people.ts'
import { targets } from './targets.ts'

/** What visits of the target type as `{{secret.name}}`, or get in by. Sealed, and never shown again. */
export const targetSecrets = app
  .table(
    'target_secrets',
    {
      id: id(),
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      targetId: uuid('target_id')
        .notNull()
        .references(() => targets.id, { onDelete: 'cascade' }),
      name: text('name').notNull(),
      sealed: text('sealed').notNull(),
      createdAt: createdAt(),
      updatedAt: moment('updated_at').notNull().defaultNow(),
    },
    (t) => [unique('target_secrets_name').on(t.targetId, t.name), ...tenancy('target_secrets')],
  )
  .enableRLS()
