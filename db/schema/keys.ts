import { index, text, uuid } from 'drizzle-orm/pg-core'
import { SCOPES } from '../permissions.ts'
import { app, createdAt, id, moment, tenancy, workspaceId } from './app-schema.ts'
import { profiles, workspaces } from './people.ts'

/** An API key. Only its hash is kept; a revoked one stays, for the audit log and its conversations name it. */
export const keys = app
  .table(
    'keys',
    {
      id: id(),
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      name: text('name').notNull(),
      /** Whoever made it: it works as long as they are a member, and does no more than they may. */
      userId: uuid('user_id')
        .notNull()
        .references(() => profiles.id),
      tokenHash: text('token_hash').notNull().unique(),
      lastFour: text('last_four').notNull(),
      scopes: text('scopes', { enum: SCOPES }).array().notNull(),
      expiresAt: moment('expires_at'),
      lastUsedAt: moment('last_used_at'),
      revokedAt: moment('revoked_at'),
      createdAt: createdAt(),
    },
    (t) => [index('keys_page').on(t.workspaceId, t.id), ...tenancy('keys')],
  )
  .enableRLS()
