import { sql } from 'drizzle-orm'
import { index, jsonb, pgPolicy, text, uuid } from 'drizzle-orm/pg-core'
import { app, appRole, createdAt, id, systemRole, workspaceId } from './app-schema.ts'
import { workspaces } from './people.ts'

export const CHANNELS = ['page', 'token', 'key', 'terminal', 'chat', 'product'] as const

const ownRows = sql`workspace_id = app.current_workspace()`

/**
 * Every change: who, what, before, after, from where. Rows are only ever added (no policy and no grant lets anybody
 * change one) and go with their workspace. No foreign keys to what they tell of: that may be gone.
 */
export const audit = app
  .table(
    'audit',
    {
      id: id(),
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      /** Null when the product itself did it. */
      userId: uuid('user_id'),
      /** As it was then. */
      email: text('email'),
      keyId: uuid('key_id'),
      /** Such as `member.removed`. */
      action: text('action').notNull(),
      /** What it happened to: a kind and an id, and its name then. */
      subject: text('subject').notNull(),
      subjectId: text('subject_id').notNull(),
      subjectName: text('subject_name'),
      before: jsonb('before').$type<Record<string, unknown>>(),
      after: jsonb('after').$type<Record<string, unknown>>(),
      channel: text('channel', { enum: CHANNELS }).notNull(),
      /** Network address, where one is known. */
      address: text('address'),
      createdAt: createdAt(),
    },
    (t) => [
      index('audit_page').on(t.workspaceId, t.id),
      pgPolicy('audit_read', { to: appRole, for: 'select', using: ownRows }),
      pgPolicy('audit_add', { to: appRole, for: 'insert', withCheck: ownRows }),
      pgPolicy('audit_system_read', { to: systemRole, for: 'select', using: sql`true` }),
      pgPolicy('audit_system_add', { to: systemRole, for: 'insert', withCheck: sql`true` }),
    ],
  )
  .enableRLS()
