import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { app, createdAt, id, moment, tenancy, workspaceId } from './app-schema.ts'
import { bursts } from './bursts.ts'
import { workspaces } from './people.ts'
import { targets } from './targets.ts'

export const OUTCOMES = [
  'scheduled',
  'running',
  'completed',
  'dropped',
  'bounced',
  'failed',
  'cancelled',
] as const
export type Outcome = (typeof OUTCOMES)[number]

/**
 * One visit by one persona, and its row in the log. Not partitioned by its id: retention differs by workspace, so that no
 * partition could be dropped whole; the log is read by `began_at`, which a burst that is planned for next week sets apart
 * from its ids, so that no partition could be left out either, and each page would merge all of them. The indexes begin
 * with the workspace and keep a page's cost what it is at any size (`npm run bench -- logs`). Of 500,000 rows on
 * PostgreSQL 15, 24 partitions made a first page 0.31 ms of planning and 0.18 ms of work, where one table took 0.04 and
 * 0.04 ms; a session by its id 0.25 instead of 0.03 ms of planning.
 *
 * Of a workspace's 1,000,000 rows among 1,098,000 (`npm run bench -- logs --rows 1e6 --explain` shows every plan), 51 are read
 * with each index and, it dropped, without: by `sessions_began` the newest, or from half way on, in 0.02 ms and 54 pages
 * (without 1.4 to 2.2 s, 139,000 pages); by `sessions_outcome` those failed on mobile in 0.02 ms and 74 pages (3.7 ms, 10,044
 * pages of sessions_began); by `sessions_length` the longest in 0.02 ms and 54 pages (1.8 s, 139,000 pages). The thousand
 * that have a rare word are found by `session_words_found` in 3.7 ms and 1,270 pages (1.1 s without). Together the three
 * are 199 MB beside 1.1 GB of rows. No index has the device, country or referrer: figures by these are read from sums, and
 * a page filtered by one reads on through time until it has met 51.
 */
export const sessions = app
  .table(
    'sessions',
    {
      id: id(),
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      burstId: uuid('burst_id')
        .notNull()
        .references(() => bursts.id, { onDelete: 'cascade' }),
      targetId: uuid('target_id')
        .notNull()
        .references(() => targets.id, { onDelete: 'cascade' }),
      /** 1..N within the burst, in order of arrival. */
      number: integer('number').notNull(),
      /** The planner's PlannedSession without number and offset: persona, stepsToTake, intent, dwellMs. */
      plan: jsonb('plan').$type<Record<string, unknown>>().notNull(),
      device: text('device').notNull(),
      country: text('country').notNull(),
      referrer: text('referrer'),
      dueAt: moment('due_at').notNull(),
      /** When it was handed to the queue; null until due. */
      queuedAt: moment('queued_at'),
      outcome: text('outcome', { enum: OUTCOMES }).notNull().default('scheduled'),
      reason: text('reason'),
      /** The only claim on a session: who runs it, until when unless renewed. */
      leaseOwner: uuid('lease_owner'),
      leaseUntil: moment('lease_until'),
      attempts: integer('attempts').notNull().default(0),
      startedAt: moment('started_at'),
      endedAt: moment('ended_at'),
      /** When it began, or is due to: its place in time, in the log and in every figure. */
      beganAt: moment('began_at').notNull().generatedAlwaysAs(sql`coalesce(started_at, due_at)`),
      lengthMs: bigint('length_ms', { mode: 'number' }),
      pages: integer('pages'),
      /** Analytics requests that left the browser, over all its attempts; written with its end. */
      events: integer('events').notNull().default(0),
      /** Steps done so far, for progress. */
      stepsDone: integer('steps_done').notNull().default(0),
      screenshot: boolean('screenshot').notNull().default(false),
      metadata: jsonb('metadata').$type<Record<string, unknown>>().notNull().default({}),
      /** The template that its burst was run from. */
      templateId: uuid('template_id'),
      createdAt: createdAt(),
    },
    (t) => [
      unique('sessions_number').on(t.burstId, t.number),
      index('sessions_began').on(t.workspaceId, t.beganAt, t.id),
      index('sessions_outcome').on(t.workspaceId, t.outcome, t.beganAt, t.id),
      index('sessions_length').on(t.workspaceId, sql`coalesce(length_ms, -1)`, t.id),
      index('sessions_target').on(t.targetId, t.startedAt),
      index('sessions_waiting').on(t.targetId, t.dueAt, t.id).where(sql`outcome = 'scheduled'`),
      index('sessions_due').on(t.dueAt).where(sql`outcome = 'scheduled'`),
      index('sessions_lease').on(t.leaseUntil).where(sql`outcome = 'running'`),
      ...tenancy('sessions'),
    ],
  )
  .enableRLS()

/** One try at a session. One that was lost after analytics requests left is the log's stray visit. */
export const attempts = app
  .table(
    'attempts',
    {
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      sessionId: uuid('session_id')
        .notNull()
        .references(() => sessions.id, { onDelete: 'cascade' }),
      number: integer('number').notNull(),
      startedAt: moment('started_at').notNull().defaultNow(),
      endedAt: moment('ended_at'),
      lostAt: moment('lost_at'),
      /** When its session at Browserbase began, which bills from then on; null in a browser of our own. */
      lentAt: moment('lent_at'),
      /** What broke it; null for one that went through, or was stopped in order. */
      reason: text('reason'),
      /** Analytics requests that left the browser, by SDK. */
      sent: jsonb('sent').$type<Record<string, number>>().notNull().default({}),
      /** Those of them that were answered with 2xx. */
      accepted: jsonb('accepted').$type<Record<string, number>>().notNull().default({}),
      /** Those that were answered otherwise, or not let through. */
      failed: jsonb('failed').$type<Record<string, number>>().notNull().default({}),
      /** Events by SDK and name, as far as the bodies could be read. */
      events: jsonb('events').$type<Record<string, Record<string, number>>>().notNull().default({}),
      /** The SDKs whose last word went out when the page was left. */
      left: jsonb('left').$type<string[]>().notNull().default([]),
    },
    (t) => [primaryKey({ columns: [t.sessionId, t.number] }), ...tenancy('attempts')],
  )
  .enableRLS()

/** One step of an attempt: how it was resolved and what came of it. */
export const steps = app
  .table(
    'steps',
    {
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      sessionId: uuid('session_id')
        .notNull()
        .references(() => sessions.id, { onDelete: 'cascade' }),
      attempt: integer('attempt').notNull(),
      number: integer('number').notNull(),
      text: text('text').notNull(),
      ok: boolean('ok').notNull(),
      /** memory: replayed; model: resolved just now. */
      resolvedBy: text('resolved_by', { enum: ['memory', 'model'] }),
      actions: jsonb('actions').$type<string[]>().notNull(),
      url: text('url').notNull(),
      reason: text('reason'),
      /** Whether the screen after it is kept. */
      screenshot: boolean('screenshot').notNull().default(false),
      startedAt: moment('started_at').notNull(),
      endedAt: moment('ended_at').notNull(),
    },
    (t) => [primaryKey({ columns: [t.sessionId, t.attempt, t.number] }), ...tenancy('steps')],
  )
  .enableRLS()
