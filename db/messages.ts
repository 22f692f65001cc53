import { and, desc, eq } from 'drizzle-orm'
import { type Db, inWorkspace, type Tx } from './client.ts'
import { getConversation, type Own } from './conversations.ts'
import { messages } from './schema/conversations.ts'

export type StoredMessage = typeof messages.$inferSelect

export interface NewMessage {
  id: string
  role: 'user' | 'assistant'
  parts: unknown[]
}

/** Writes a message, or overwrites it when its reply goes on, inside the transaction of its turn. */
export async function writeMessage(
  tx: Tx,
  input: { workspaceId: string; conversationId: string; message: NewMessage },
): Promise<void> {
  const { workspaceId, conversationId } = input
  const message = { ...input.message, parts: storable(input.message.parts) }
  await tx
    .insert(messages)
    .values({ ...message, workspaceId, conversationId })
    .onConflictDoUpdate({ target: messages.id, set: { parts: message.parts } })
}

/** jsonb takes neither NUL nor half a surrogate pair; a model can write both. */
function storable(parts: unknown[]): unknown[] {
  const clean = (_key: string, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value
  return JSON.parse(JSON.stringify(parts), clean) as unknown[]
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

/** Whether a call of the message waits for the person's decision. */
export const isPending = ({ parts }: NewMessage): boolean =>
  (parts as PendingPart[]).some(({ state }) => state === 'approval-requested')

/**
 * Puts a decision on the tool call that waits for it in the conversation's last message, inside the transaction of
 * its turn. False when none does (any more): of two decisions at once only the first counts.
 */
export async function decideCall(
  tx: Tx,
  input: { workspaceId: string; conversationId: string; decision: { id: string; approved: boolean } },
): Promise<boolean> {
  const [last] = await tx
    .select()
    .from(messages)
    .where(
      and(eq(messages.workspaceId, input.workspaceId), eq(messages.conversationId, input.conversationId)),
    )
    .orderBy(desc(messages.createdAt), desc(messages.id))
    .limit(1)
    .for('update')
  const parts = (last?.parts ?? []) as PendingPart[]
  const pending = parts.find((p) => p.state === 'approval-requested' && p.approval?.id === input.decision.id)
  if (!last || !pending?.approval) return false
  pending.state = 'approval-responded'
  pending.approval = { ...pending.approval, approved: input.decision.approved }
  await tx.update(messages).set({ parts }).where(eq(messages.id, last.id))
  return true
}
