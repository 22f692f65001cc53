import { index, integer, jsonb, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { app, moment, tenancy, workspaceId } from './app-schema.ts'
import { profiles, workspaces } from './people.ts'

/** An Idempotency-Key of someone on a route, with the answer it got once there is one. */
export const idempotencyKeys = app
  .table(
    'idempotency_keys',
    {
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      userId: uuid('user_id')
        .notNull()
        .references(() => profiles.id, { onDelete: 'cascade' }),
      route: text('route').notNull(),
      key: text('key').notNull(),
      /** Of what was asked: the same key may not ask for something else. */
      requestHash: text('request_hash').notNull(),
      /** What the request makes gets this id, in every try of it: a second one finds it made. */
      madeId: uuid('made_id').notNull(),
      /** Until then a try may be at work on it; later, or null, the next one takes over. */
      heldUntil: moment('held_until'),
      status: integer('status'),
      headers: jsonb('headers').$type<Record<string, string>>(),
      /** Sealed: an answer may show a secret that is kept nowhere else. */
      body: text('body'),
      expiresAt: moment('expires_at').notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.workspaceId, t.userId, t.route, t.key] }),
      index('idempotency_keys_expiry').on(t.expiresAt),
      ...tenancy('idempotency_keys'),
    ],
  )
  .enableRLS()
