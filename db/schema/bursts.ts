import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { app, createdAt, id, moment, tenancy, transactionId, workspaceId } from './app-schema.ts'
import { conversations } from './conversations.ts'
import { profiles, workspaces } from './people.ts'
import { targets } from './targets.ts'

/** Whole minutes and counts, as they were shown before the start. */
export interface BurstEstimate {
  minutes: number
  stepsToLearn: number
  modelCalls: number
  browserbaseMinutes: number
}

/** One request for N sessions. With its session rows it is the outbox that runners work off. */
export const bursts = app
  .table(
    'bursts',
    {
      id: id(),
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      targetId: uuid('target_id')
        .notNull()
        .references(() => targets.id, { onDelete: 'cascade' }),
      conversationId: uuid('conversation_id').references(() => conversations.id, { onDelete: 'set null' }),
      createdBy: uuid('created_by')
        .notNull()
        .references(() => profiles.id),
      /** The request as it was asked, after its defaults. */
      request: jsonb('request').$type<Record<string, unknown>>().notNull(),
      journey: text('journey').array().notNull(),
      sessions: integer('sessions').notNull(),
      pace: text('pace', { enum: ['natural', 'fast'] }).notNull(),
      seed: bigint('seed', { mode: 'number' }).notNull(),
      firstAt: moment('first_at').notNull(),
      lastAt: moment('last_at').notNull(),
      cancelledAt: moment('cancelled_at'),
      /** What it was expected to take when it was planned. */
      estimate: jsonb('estimate').$type<BurstEstimate>(),
      /** Questions put to the element model for this burst's sessions. */
      modelCalls: integer('model_calls').notNull().default(0),
      createdAt: createdAt(),
    },
    (t) => [
      index('bursts_page').on(t.workspaceId, t.id),
      index('bursts_target').on(t.targetId),
      ...tenancy('bursts'),
    ],
  )
  .enableRLS()

/** What pages follow: one row per change, in the order of (transaction, sequence). */
export const events = app
  .table(
    'events',
    {
      sequence: bigint('sequence', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
      transaction: transactionId('transaction').notNull().default(sql`pg_current_xact_id()`),
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      topic: text('topic').notNull(),
      data: jsonb('data').$type<Record<string, unknown>>().notNull(),
      createdAt: createdAt(),
    },
    (t) => [index('events_feed').on(t.workspaceId, t.topic, t.transaction, t.sequence), ...tenancy('events')],
  )
  .enableRLS()
