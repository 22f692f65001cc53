import { sql } from 'drizzle-orm'
import { bigint, customType, index, integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { app, moment, tenancy, workspaceId } from './app-schema.ts'
import { workspaces } from './people.ts'
import { sessions } from './sessions.ts'

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })
const ownWorkspace = () => workspaceId().references(() => workspaces.id, { onDelete: 'cascade' })
const none = (name: string) => integer(name).notNull().default(0)

/** The words that a session is found by. A table of its own: a heartbeat must not write its large index. */
export const sessionWords = app
  .table(
    'session_words',
    {
      workspaceId: ownWorkspace(),
      sessionId: uuid('session_id')
        .primaryKey()
        .references(() => sessions.id, { onDelete: 'cascade' }),
      /** From reason, referrer, metadata and steps; besides them `~` and the workspace, so that the index tells tenants apart. */
      words: tsvector('words').notNull(),
    },
    (t) => [
      index('session_words_found').using('gin', t.words),
      index('session_words_workspace').on(t.workspaceId),
      ...tenancy('session_words'),
    ],
  )
  .enableRLS()

/**
 * Sums by hour and by day in UTC, and by one of device, country, referrer or reached: which journey, and how far on it
 * (app.reached). Days so that a long range is few rows, hours for its ends and for days in other zones. Together with
 * session_deltas they equal a recount of sessions in every snapshot; only foldDeltas in rollups.ts writes them.
 */
export const sessionSums = app
  .table(
    'session_sums',
    {
      workspaceId: ownWorkspace(),
      dimension: text('dimension', { enum: ['device', 'country', 'referrer', 'reached'] }).notNull(),
      span: text('span', { enum: ['hour', 'day'] }).notNull(),
      at: moment('at').notNull(),
      value: text('value').notNull(),
      targetId: uuid('target_id').notNull(),
      scheduled: none('scheduled'),
      running: none('running'),
      completed: none('completed'),
      dropped: none('dropped'),
      bounced: none('bounced'),
      failed: none('failed'),
      cancelled: none('cancelled'),
      pages: bigint('pages', { mode: 'number' }).notNull().default(0),
      events: bigint('events', { mode: 'number' }).notNull().default(0),
      sessions: integer('sessions')
        .notNull()
        .generatedAlwaysAs(sql`scheduled + running + completed + dropped + bounced + failed + cancelled`),
    },
    (t) => [
      primaryKey({
        name: 'session_sums_pk',
        columns: [t.workspaceId, t.dimension, t.span, t.at, t.value, t.targetId],
      }),
      index('session_sums_empty').on(t.workspaceId).where(sql`sessions = 0`),
      ...tenancy('session_sums'),
    ],
  )
  .enableRLS()

/** How many sessions have a length in each bin of app.length_bin, for the hours and days of session_sums. */
export const sessionLengths = app
  .table(
    'session_lengths',
    {
      workspaceId: ownWorkspace(),
      dimension: text('dimension', { enum: ['device', 'country', 'referrer'] }).notNull(),
      span: text('span', { enum: ['hour', 'day'] }).notNull(),
      at: moment('at').notNull(),
      value: text('value').notNull(),
      targetId: uuid('target_id').notNull(),
      /** Of each of the bars that bins are parts of: which ones hold a median is told without the bins. */
      bars: integer('bars').array().notNull(),
      /** In order, so that a bar's bins are a slice; and how many sessions each holds. */
      bins: integer('bins').array().notNull(),
      counts: integer('counts').array().notNull(),
    },
    (t) => [
      primaryKey({
        name: 'session_lengths_pk',
        columns: [t.workspaceId, t.dimension, t.span, t.at, t.value, t.targetId],
      }),
      index('session_lengths_empty').on(t.workspaceId).where(sql`bins = '{}'`),
      ...tenancy('session_lengths'),
    ],
  )
  .enableRLS()

/**
 * Changes of the log that are not in session_sums yet, written by triggers within the change itself. Writers only
 * append, so that none waits for another; a row whose sums are zero still counts as a change of the log.
 */
export const sessionDeltas = app
  .table(
    'session_deltas',
    {
      id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
      workspaceId: ownWorkspace(),
      hour: moment('hour').notNull(),
      targetId: uuid('target_id').notNull(),
      device: text('device').notNull(),
      country: text('country').notNull(),
      referrer: text('referrer').notNull(),
      outcome: text('outcome').notNull(),
      reached: text('reached').notNull().default(''),
      bin: integer('bin'),
      sessions: none('sessions'),
      pages: none('pages'),
      events: none('events'),
    },
    (t) => [index('session_deltas_workspace').on(t.workspaceId), ...tenancy('session_deltas')],
  )
  .enableRLS()

/** How many changes of a workspace's log have been folded: with those that wait, the version of the log. */
export const sessionVersions = app
  .table(
    'session_versions',
    {
      workspaceId: ownWorkspace().primaryKey(),
      folded: bigint('folded', { mode: 'number' }).notNull(),
    },
    () => [...tenancy('session_versions')],
  )
  .enableRLS()
