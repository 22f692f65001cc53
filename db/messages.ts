import { and, desc, eq, sql } from 'drizzle-orm'
import { type Db, inWorkspace } from './client.ts'
import { getConversation, type Own, own } from './conversations.ts'
import { conversations, messages } from './schema/conversations.ts'

export type StoredMessage = typeof messages.$inferSelect

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

interface PendingPart {
  state?: string
  approval?: { id: string; approved?: boolean }
}

/**
 * Puts a decision on the tool call that waits for it in the conversation's last message. False when none does (any
 * more): of two decisions at once only the first counts.
 */
export async function decideCall(
  db: Db,
  input: Own & { conversationId: string; approvalId: string; approved: boolean },
): Promise<boolean> {
  const { id } = await getConversation(db, { ...input, id: input.conversationId })
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const [last] = await tx
      .select()
      .from(messages)
      .where(and(eq(messages.workspaceId, input.workspaceId), eq(messages.conversationId, id)))
      .orderBy(desc(messages.createdAt), desc(messages.id))
      .limit(1)
      .for('update')
    const parts = (last?.parts ?? []) as PendingPart[]
    const pending = parts.find((p) => p.state === 'approval-requested' && p.approval?.id === input.approvalId)
    if (!last || !pending?.approval) return false
    pending.state = 'approval-responded'
    pending.approval = { ...pending.approval, approved: input.approved }
    await tx.update(messages).set({ parts }).where(eq(messages.id, last.id))
    return true
  })
}
