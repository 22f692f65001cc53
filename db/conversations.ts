import { and, desc, eq, ilike, lt, sql } from 'drizzle-orm'
import { type Db, inWorkspace, newId } from './client.ts'
import { AppError } from './errors.ts'
import { knownId, type Page, toPage } from './pages.ts'
import { conversations, messages } from './schema/conversations.ts'

export type Conversation = typeof conversations.$inferSelect
export type StoredMessage = typeof messages.$inferSelect

interface Own {
  workspaceId: string
  userId: string
}

const own = (input: Own) =>
  and(eq(conversations.workspaceId, input.workspaceId), eq(conversations.userId, input.userId))

/** A person's conversations, the newest first; `search` looks in the titles. */
export function listConversations(
  db: Db,
  input: Own & { cursor?: string; limit: number; search?: string },
): Promise<Page<Conversation>> {
  const pattern = input.search && `%${input.search.replace(/[\\%_]/g, '\\$&')}%`
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const found = await tx
      .select()
      .from(conversations)
      .where(
        and(
          own(input),
          input.cursor ? lt(conversations.id, knownId(input.cursor, 'cursor')) : undefined,
          pattern ? ilike(conversations.title, pattern) : undefined,
        ),
      )
      .orderBy(desc(conversations.id))
      .limit(input.limit + 1)
    return toPage(found, input.limit)
  })
}

/** The conversation, or `not_found`: another person's is not told apart from none. */
export async function getConversation(db: Db, input: Own & { id: string }): Promise<Conversation> {
  const id = knownId(input.id, 'conversation')
  const [found] = await inWorkspace(db, input.workspaceId, (tx) =>
    tx
      .select()
      .from(conversations)
      .where(and(own(input), eq(conversations.id, id))),
  )
  if (!found) throw new AppError('not_found', `No conversation has the id "${id}".`, 'id')
  return found
}

/** Makes the conversation, or finds the caller's own of that id; another's id is `not_found`. */
export async function openConversation(
  db: Db,
  input: Own & { id?: string; title: string },
): Promise<Conversation> {
  const id = input.id === undefined ? newId() : knownId(input.id, 'conversation')
  await inWorkspace(db, input.workspaceId, (tx) =>
    tx
      .insert(conversations)
      .values({ id, workspaceId: input.workspaceId, userId: input.userId, title: input.title })
      .onConflictDoNothing(),
  )
  return getConversation(db, { ...input, id })
}

export async function renameConversation(
  db: Db,
  input: Own & { id: string; title: string },
): Promise<Conversation> {
  const { id } = await getConversation(db, input)
  await inWorkspace(db, input.workspaceId, (tx) =>
    tx
      .update(conversations)
      .set({ title: input.title })
      .where(and(own(input), eq(conversations.id, id))),
  )
  return getConversation(db, input)
}

export async function removeConversation(db: Db, input: Own & { id: string }): Promise<void> {
  const { id } = await getConversation(db, input)
  await inWorkspace(db, input.workspaceId, (tx) =>
    tx.delete(conversations).where(and(own(input), eq(conversations.id, id))),
  )
}

/** Writes a message, or overwrites it while its turn goes on. */
export async function saveMessage(
  db: Db,
  input: Own & { conversationId: string; id: string; role: 'user' | 'assistant'; parts: unknown[] },
): Promise<void> {
  const { userId: _, ...row } = input
  await inWorkspace(db, input.workspaceId, async (tx) => {
    await tx
      .insert(messages)
      .values(row)
      .onConflictDoUpdate({ target: messages.id, set: { parts: input.parts } })
    await tx
      .update(conversations)
      .set({ updatedAt: sql`now()` })
      .where(and(own(input), eq(conversations.id, input.conversationId)))
  })
}

/** The newest `limit` messages of a conversation, oldest first. */
export async function listMessages(
  db: Db,
  input: Own & { conversationId: string; limit: number },
): Promise<StoredMessage[]> {
  await getConversation(db, { ...input, id: input.conversationId })
  const newest = await inWorkspace(db, input.workspaceId, (tx) =>
    tx
      .select()
      .from(messages)
      .where(
        and(eq(messages.workspaceId, input.workspaceId), eq(messages.conversationId, input.conversationId)),
      )
      .orderBy(desc(messages.createdAt), desc(messages.id))
      .limit(input.limit),
  )
  return newest.reverse()
}
