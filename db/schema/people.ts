import { sql } from 'drizzle-orm'
import { index, integer, pgPolicy, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { ROLES } from '../permissions.ts'
import { PLAN_NAMES } from '../plans.ts'
import { app, appRole, createdAt, id, moment, systemRole, tenancy, workspaceId } from './app-schema.ts'

/** A person, upserted from the verified access token. No foreign key to auth.users: embedded sign-in lives elsewhere. */
export const profiles = app
  .table(
    'profiles',
    {
      id: id(),
      email: text('email').notNull(),
      name: text('name'),
      /** Access tokens from before are refused: when the person last signed out everywhere. */
      signedOutAt: moment('signed_out_at'),
      createdAt: createdAt(),
    },
    () => [
      pgPolicy('profiles_of_members', {
        to: appRole,
        for: 'select',
        using: sql`id in (select user_id from app.members where workspace_id = app.current_workspace())`,
      }),
      pgPolicy('profiles_system', { to: systemRole, using: sql`true`, withCheck: sql`true` }),
    ],
  )
  .enableRLS()

export const workspaces = app
  .table(
    'workspaces',
    {
      id: id(),
      name: text('name').notNull(),
      plan: text('plan', { enum: PLAN_NAMES }).notNull().default('self-hosted'),
      /** A burst of more sessions than this waits for a person's approval. */
      approvalThreshold: integer('approval_threshold').notNull().default(50),
      /** Gone for all but its owners, who may restore it until it is erased. */
      deletedAt: moment('deleted_at'),
      createdAt: createdAt(),
    },
    (t) => [
      index('workspaces_deleted').on(t.deletedAt).where(sql`deleted_at is not null`),
      pgPolicy('workspaces_own', {
        to: appRole,
        using: sql`id = app.current_workspace()`,
        withCheck: sql`id = app.current_workspace()`,
      }),
      pgPolicy('workspaces_system', { to: systemRole, using: sql`true`, withCheck: sql`true` }),
    ],
  )
  .enableRLS()

export const memberRole = app.enum('member_role', ROLES)

export const members = app
  .table(
    'members',
    {
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      userId: uuid('user_id')
        .notNull()
        .references(() => profiles.id, { onDelete: 'cascade' }),
      role: memberRole('role').notNull(),
      /** When they were last seen here, to the minute; null until they are. */
      lastUsedAt: moment('last_used_at'),
      createdAt: createdAt(),
    },
    (t) => [
      primaryKey({ columns: [t.workspaceId, t.userId] }),
      index('members_person').on(t.userId),
      ...tenancy('members'),
    ],
  )
  .enableRLS()
