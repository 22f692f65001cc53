import { sql } from 'drizzle-orm'
import { index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { app, createdAt, id, moment, tenancy, workspaceId } from './app-schema.ts'
import { memberRole, profiles, workspaces } from './people.ts'

/** An invitation into a workspace, good for one person and once. Only the hash of its link's token is kept. */
export const invites = app
  .table(
    'invites',
    {
      id: id(),
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      /** In lower case. */
      email: text('email').notNull(),
      role: memberRole('role').notNull(),
      tokenHash: text('token_hash').notNull().unique(),
      invitedBy: uuid('invited_by')
        .notNull()
        .references(() => profiles.id),
      expiresAt: moment('expires_at').notNull(),
      acceptedAt: moment('accepted_at'),
      acceptedBy: uuid('accepted_by').references(() => profiles.id),
      revokedAt: moment('revoked_at'),
      createdAt: createdAt(),
    },
    (t) => [
      index('invites_page').on(t.workspaceId, t.id),
      uniqueIndex('invites_open')
        .on(t.workspaceId, t.email)
        .where(sql`accepted_at is null and revoked_at is null`),
      ...tenancy('invites'),
    ],
  )
  .enableRLS()
