import { sql } from 'drizzle-orm'
import { index, pgPolicy, text, uuid } from 'drizzle-orm/pg-core'
import { app, createdAt, moment, systemRole } from './app-schema.ts'
import { profiles } from './people.ts'

/** A browser that is signed in. Only the hash of its cookie is kept; it belongs to a person, not to a workspace. */
export const signIns = app
  .table(
    'sign_ins',
    {
      tokenHash: text('token_hash').primaryKey(),
      userId: uuid('user_id')
        .notNull()
        .references(() => profiles.id, { onDelete: 'cascade' }),
      /** Supabase's session, whose tokens renew the cookie; null for who came by the terminal's link. */
      sessionId: text('session_id'),
      expiresAt: moment('expires_at').notNull(),
      createdAt: createdAt(),
    },
    (t) => [
      index('sign_ins_person').on(t.userId),
      pgPolicy('sign_ins_system', { to: systemRole, using: sql`true`, withCheck: sql`true` }),
    ],
  )
  .enableRLS()
