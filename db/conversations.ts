import { and, desc, eq, ilike, isNull, lt } from 'drizzle-orm'
import { type Db, inWorkspace, newId, type Tx } from './client.ts'
import { AppError } from './errors.ts'
import { conversationsTopic, publishChange } from './events.ts'
import { knownCursor, knownId, type Page, toPage } from './pages.ts'
import { conversations } from './schema/conversations.ts'

export type Conversation = typeof conversations.$inferSelect

/** Conversations belong to a person within a workspace; a key has its own, and sees none of its maker's. */
export interface Own {
  workspaceId: string
  userId: string
  keyId?: string | null
}

export const conversationTopic = (id: string) => `conversation:${id}`

/** Tells who follows the conversation, or the person's list of them, to read it again. */
export async function publishConversation(tx: Tx, input: Own & { id: string }): Promise<void> {
  await publishChange(tx, input.workspaceId, conversationTopic(input.id))
  await publishChange(tx, input.workspaceId, conversationsTopic(input))
}

const own = (input: Own) =>
  and(
    eq(conversations.workspaceId, input.workspaceId),
    eq(conversations.userId, input.userId),
    input.keyId ? eq(conversations.keyId, input.keyId) : isNull(conversations.keyId),
  )

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
          input.cursor ? lt(conversations.id, knownCursor(input.cursor)) : undefined,
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
  await inWorkspace(db, input.workspaceId, async (tx) => {
    const made = await tx
      .insert(conversations)
      .values({
        id,
        workspaceId: input.workspaceId,
        userId: input.userId,
        keyId: input.keyId,
        title: input.title,
      })
      .onConflictDoNothing()
      .returning({ id: conversations.id })
    if (made.length > 0) await publishConversation(tx, { ...input, id })
  })
  return getConversation(db, { ...input, id })
}

export async function renameConversation(
  db: Db,
  input: Own & { id: string; title: string },
): Promise<Conversation> {
  const { id } = await getConversation(db, input)
  await inWorkspace(db, input.workspaceId, async (tx) => {
    await tx
      .update(conversations)
      .set({ title: input.title })
      .where(and(own(input), eq(conversations.id, id)))
    await publishConversation(tx, { ...input, id })
  })
  return getConversation(db, input)
}

export async function removeConversation(db: Db, input: Own & { id: string }): Promise<void> {
  const { id } = await getConversation(db, input)
  await inWorkspace(db, input.workspaceId, async (tx) => {
    await tx.delete(conversations).where(and(own(input), eq(conversations.id, id)))
    await publishConversation(tx, { ...input, id })
  })
}
