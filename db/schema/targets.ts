import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, text, unique, uuid } from 'drizzle-orm/pg-core'
import { app, createdAt, id, moment, tenancy, workspaceId } from './app-schema.ts'
import { workspaces } from './people.ts'

export interface StoredAction {
  selector: string
  method: string
  arguments: string[]
  description: string
  /** What the element said when it was found: another text there means another element. */
  label?: string
}

/** Of 100 visitors who meet a consent banner. */
export interface ConsentShares {
  accept: number
  decline: number
  ignore: number
}

/** How its sessions get into a site that is not open to everybody; what is sent is kept as secrets of the target. */
export interface Access {
  /** Names the secret that answers the site's own sign-in prompt, as `user:password`. */
  basicAuth?: string
  /** Goes with every request to the site itself, with the value of a secret. */
  header?: { name: string; secret: string }
}

/** A site that sessions may visit: one origin, the workspace's own once `verifiedAt` is set. */
export const targets = app
  .table(
    'targets',
    {
      id: id(),
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      name: text('name').notNull(),
      origin: text('origin').notNull(),
      verifiedAt: moment('verified_at'),
      /** The bundled demo shop: its sink is ours, so `fast` is the default pace. */
      demo: boolean('demo').notNull().default(false),
      /** When the proof was last seen, and where. */
      provenAt: moment('proven_at'),
      provenBy: text('proven_by', { enum: ['file', 'meta', 'dns'] }),
      checkedAt: moment('checked_at'),
      /** Somebody waits for the next check; null once it is done. */
      checkAskedAt: moment('check_asked_at'),
      /** When the proof is looked for next; null for never, until somebody asks. */
      checkDueAt: moment('check_due_at'),
      /** Checks in a row that did not find the proof. */
      misses: integer('misses').notNull().default(0),
      /** Why the last check did not find the proof. */
      reason: text('reason'),
      /** Null for the default of db/admission.ts. */
      sessionsPerHour: integer('sessions_per_hour'),
      sessionsAtOnce: integer('sessions_at_once'),
      /** Whether its sessions say that they are synthetic. */
      label: boolean('label').notNull().default(true),
      consent: jsonb('consent')
        .$type<ConsentShares>()
        .notNull()
        .default({ accept: 100, decline: 0, ignore: 0 }),
      /** Addresses of its visitors, `{{n}}` where they differ; null for such as no mail can reach. */
      emailPattern: text('email_pattern'),
      access: jsonb('access').$type<Access>().notNull().default({}),
      /** Country -> the secret with the address of the proxy that its visitors come through. */
      proxies: jsonb('proxies').$type<Record<string, string>>().notNull().default({}),
      createdAt: createdAt(),
    },
    (t) => [
      unique('targets_origin').on(t.workspaceId, t.origin),
      index('targets_check').on(t.checkDueAt).where(sql`check_due_at is not null`),
      ...tenancy('targets'),
    ],
  )
  .enableRLS()

/** The action memory: what a step came to on a page of this target, so that the next session asks no model. */
export const memory = app
  .table(
    'memory',
    {
      id: id(),
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      targetId: uuid('target_id')
        .notNull()
        .references(() => targets.id, { onDelete: 'cascade' }),
      step: text('step').notNull(),
      pathPattern: text('path_pattern').notNull(),
      viewport: text('viewport').notNull(),
      /** One entry per page that the step passes through; null while the step is resolved for the first time. */
      rounds: jsonb('rounds').$type<StoredAction[][]>(),
      /** Counts the times the actions were written: 1 is the first, each healing adds one. */
      version: integer('version').notNull().default(0),
      /** Who resolves or heals it now, for all; without a heartbeat the lease runs out. */
      leaseOwner: uuid('lease_owner'),
      leaseUntil: moment('lease_until'),
      createdAt: createdAt(),
      updatedAt: moment('updated_at').notNull().defaultNow(),
    },
    (t) => [
      unique('memory_key').on(t.workspaceId, t.targetId, t.step, t.pathPattern, t.viewport),
      index('memory_target').on(t.targetId),
      ...tenancy('memory'),
    ],
  )
  .enableRLS()
