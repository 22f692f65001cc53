import { sql } from 'drizzle-orm'
import { index, integer, json, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { app, createdAt, id, moment, tenancy, workspaceId } from './app-schema.ts'
import { conversations } from './conversations.ts'
import { workspaces } from './people.ts'

/** One reply while it is written. Its row goes a while after it ended: the message is what stays. */
export const turns = app
  .table(
    'turns',
    {
      id: id(),
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      conversationId: uuid('conversation_id')
        .notNull()
        .references(() => conversations.id, { onDelete: 'cascade' }),
      state: text('state', { enum: ['running', 'done', 'stopped', 'failed', 'interrupted'] })
        .notNull()
        .default('running'),
      /** The producing process was alive then. */
      heartbeatAt: moment('heartbeat_at').notNull().defaultNow(),
      stopRequestedAt: moment('stop_requested_at'),
      endedAt: moment('ended_at'),
      createdAt: createdAt(),
    },
    (t) => [
      uniqueIndex('turns_running').on(t.conversationId).where(sql`state = 'running'`),
      index('turns_conversation').on(t.conversationId),
      index('turns_ended').on(t.endedAt).where(sql`ended_at is not null`),
      ...tenancy('turns'),
    ],
  )
  .enableRLS()

/** A reply's UI message chunks in batches, numbered from 0 without a gap: what a reader on any instance replays. */
export const frames = app
  .table(
    'frames',
    {
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      turnId: uuid('turn_id')
        .notNull()
        .references(() => turns.id, { onDelete: 'cascade' }),
      number: integer('number').notNull(),
      /** json, not jsonb: a chunk may end between the halves of a surrogate pair, which jsonb refuses. */
      data: json('data').$type<unknown[]>().notNull(),
    },
    (t) => [primaryKey({ columns: [t.turnId, t.number] }), ...tenancy('frames')],
  )
  .enableRLS()
