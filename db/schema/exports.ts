import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { app, createdAt, id, moment, tenancy, workspaceId } from './app-schema.ts'
import { profiles, workspaces } from './people.ts'

export const EXPORT_FORMATS = ['csv', 'jsonl'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]
export const EXPORT_STATES = ['waiting', 'running', 'done', 'failed'] as const

/** A copy of a part of the log that a runner writes to storage. The row is the order and the only claim on it. */
export const exports = app
  .table(
    'exports',
    {
      id: id(),
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      userId: uuid('user_id')
        .notNull()
        .references(() => profiles.id, { onDelete: 'cascade' }),
      format: text('format', { enum: EXPORT_FORMATS }).notNull(),
      /** As they were asked for. */
      asked: jsonb('asked').$type<Record<string, unknown>>().notNull(),
      /** The same with names turned into ids: SessionFilters as JSON. */
      filters: jsonb('filters').$type<Record<string, unknown>>().notNull(),
      state: text('state', { enum: EXPORT_STATES }).notNull().default('waiting'),
      reason: text('reason'),
      rows: integer('rows').notNull().default(0),
      /** How many rows there will be; null until it is begun. */
      total: integer('total'),
      totalExact: boolean('total_exact').notNull().default(true),
      bytes: bigint('bytes', { mode: 'number' }),
      /** Signs the links to its file, and ends with it. */
      linkSecret: text('link_secret').notNull(),
      attempts: integer('attempts').notNull().default(0),
      queuedAt: moment('queued_at'),
      leaseOwner: uuid('lease_owner'),
      leaseUntil: moment('lease_until'),
      endedAt: moment('ended_at'),
      /** When it goes, file and all. */
      expiresAt: moment('expires_at').notNull(),
      createdAt: createdAt(),
    },
    (t) => [
      index('exports_page').on(t.workspaceId, t.userId, t.id),
      index('exports_open').on(t.createdAt).where(sql`state in ('waiting', 'running')`),
      index('exports_expired').on(t.expiresAt),
      ...tenancy('exports'),
    ],
  )
  .enableRLS()
