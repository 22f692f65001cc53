import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { app, createdAt, id, moment, tenancy, workspaceId } from './app-schema.ts'
import { workspaces } from './people.ts'
import { targets } from './targets.ts'

/** Why an SDK records nothing, or less, of our sessions, and what to do about it. */
export interface SdkProblem {
  code:
    | 'webdriver'
    | 'bot_filter'
    | 'do_not_track'
    | 'localhost'
    | 'opted_out'
    | 'consent_needed'
    | 'csp'
    | 'fence'
    | 'refused'
    | 'silent'
  why: string
  fix: string
}

export interface SdkFinding {
  /** Folded name, such as `ga4`. */
  sdk: string
  name: string
  version: string | null
  /** What gave it away: `global`, `script`, `storage`, `request`. */
  seenBy: string[]
  /** Requests with events during the doctor's visit, and those answered with 2xx. */
  requests: number
  accepted: number
  /** `records`: events were accepted; `drops`: it will not record our sessions as they are; `unsure`: neither was seen. */
  verdict: 'records' | 'drops' | 'unsure'
  problems: SdkProblem[]
}

export interface BannerFinding {
  vendor: string
  /** Whether it was on the screen when the page had loaded. */
  visible: boolean
  answers: ('accept' | 'decline')[]
  fix: string
}

export interface SurveyedPage {
  path: string
  title: string
  headings: string[]
  /** Texts of its main buttons and links. */
  actions: string[]
  forms: { fields: string[]; submit: string | null }[]
}

export interface SiteReport {
  sdks: SdkFinding[]
  banners: BannerFinding[]
  pages: SurveyedPage[]
  /** Journeys worth a try, such as `open pricing > sign up`. */
  suggestions: string[]
  notes: string[]
}

/** One doctor's visit to a target: asked for, taken by a runner under a lease, and what it found. */
export const inspections = app
  .table(
    'inspections',
    {
      id: id(),
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      targetId: uuid('target_id')
        .notNull()
        .references(() => targets.id, { onDelete: 'cascade' }),
      state: text('state', { enum: ['waiting', 'running', 'done', 'failed'] })
        .notNull()
        .default('waiting'),
      queuedAt: moment('queued_at'),
      leaseUntil: moment('lease_until'),
      attempts: integer('attempts').notNull().default(0),
      reason: text('reason'),
      report: jsonb('report').$type<SiteReport>(),
      createdAt: createdAt(),
      endedAt: moment('ended_at'),
    },
    (t) => [
      uniqueIndex('inspections_open').on(t.targetId).where(sql`state in ('waiting', 'running')`),
      index('inspections_target').on(t.targetId, t.id),
      ...tenancy('inspections'),
    ],
  )
  .enableRLS()

/** A host beside the target's own that its pages ask for; sessions reach it once it is allowed. */
export const thirdParties = app
  .table(
    'third_parties',
    {
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      targetId: uuid('target_id')
        .notNull()
        .references(() => targets.id, { onDelete: 'cascade' }),
      /** host:port. */
      host: text('host').notNull(),
      /** Whose host it is, where that is known: an SDK's or a consent banner's name. */
      vendor: text('vendor'),
      allowed: boolean('allowed').notNull(),
      /** rule: a known analytics vendor's host; owner: a person decided. */
      decidedBy: text('decided_by', { enum: ['rule', 'owner'] }).notNull(),
      seenAt: moment('seen_at').notNull().defaultNow(),
    },
    (t) => [primaryKey({ columns: [t.targetId, t.host] }), ...tenancy('third_parties')],
  )
  .enableRLS()
