import { index, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { app, createdAt, id, moment, tenancy, workspaceId } from './app-schema.ts'
import { keys } from './keys.ts'
import { profiles, workspaces } from './people.ts'

/** waiting: for an approval; failed: the last reply broke off. */
export const CONVERSATION_STATES = ['idle', 'replying', 'waiting', 'failed'] as const
export type ConversationState = (typeof CONVERSATION_STATES)[number]

export const conversations = app
  .table(
    'conversations',
    {
      id: id(),
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      userId: uuid('user_id')
        .notNull()
        .references(() => profiles.id),
      /** The key that it was started with: a key speaks for its maker, and sees only its own conversations. */
      keyId: uuid('key_id').references(() => keys.id, { onDelete: 'cascade' }),
      title: text('title').notNull(),
      /** How it stands, written with each turn: a list of them reads no messages. */
      state: text('state', { enum: CONVERSATION_STATES }).notNull().default('idle'),
      createdAt: createdAt(),
      updatedAt: moment('updated_at').notNull().defaultNow(),
    },
    (t) => [index('conversations_own').on(t.workspaceId, t.userId, t.id), ...tenancy('conversations')],
  )
  .enableRLS()

/** One message as the AI SDK's UI message holds it; an assistant's is upserted while its turn goes on. */
export const messages = app
  .table(
    'messages',
    {
      id: id(),
      workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
      conversationId: uuid('conversation_id')
        .notNull()
        .references(() => conversations.id, { onDelete: 'cascade' }),
      role: text('role', { enum: ['user', 'assistant'] }).notNull(),
      parts: jsonb('parts').$type<unknown[]>().notNull(),
      createdAt: createdAt(),
    },
    (t) => [index('messages_conversation').on(t.conversationId, t.createdAt, t.id), ...tenancy('messages')],
  )
  .enableRLS()
