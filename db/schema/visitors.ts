import { index, integer, text, uuid } from 'drizzle-orm/pg-core'
import { app, createdAt, id, moment, tenancy, workspaceId } from './app-schema.ts'
import { workspaces } from './people.ts'
import { sessions } from './sessions.ts'
import { targets } from './targets.ts'

/** A person whom a target has met: their browser's storage, so that they can come back, and the account they made. */
export const visitors = app
  .table(
    'visitors',
    {
      id: id(),
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      targetId: uuid('target_id')
        .notNull()
        .references(() => targets.id, { onDelete: 'cascade' }),
      device: text('device').notNull(),
      country: text('country').notNull(),
      /** Identity and variables: e-mail, password and all. */
      sealedPerson: text('sealed_person').notNull(),
      /** Null for one who is only known by their account and can't come back. */
      sealedStorage: text('sealed_storage'),
      /** When they were first seen signing up. */
      accountAt: moment('account_at'),
      /** Visits that ended well. */
      visits: integer('visits').notNull().default(0),
      /** The attempt that had them last; they are on a visit for as long as it runs. */
      sessionId: uuid('session_id').references(() => sessions.id, { onDelete: 'set null' }),
      attempt: integer('attempt'),
      createdAt: createdAt(),
      lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
    },
    (t) => [
      index('visitors_page').on(t.targetId, t.id),
      index('visitors_seen').on(t.targetId, t.lastSeenAt),
      index('visitors_session').on(t.sessionId),
      ...tenancy('visitors'),
    ],
  )
  .enableRLS()
