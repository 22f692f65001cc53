import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import { asSystem, type Db, inWorkspace, type Tx } from './client.ts'
import { type Own, publishConversation } from './conversations.ts'
import { AppError } from './errors.ts'
import { wake } from './events.ts'
import { decideCall, isPending, type NewMessage, writeMessage } from './messages.ts'
import { type ConversationState, conversations } from './schema/conversations.ts'
import { frames, turns } from './schema/turns.ts'

/** A reply that is being written, or was when its producer was last heard of. */
export interface RunningTurn extends Own {
  id: string
  conversationId: string
  /** Not heard of for STALE_SECONDS: its producer is gone. */
  stale: boolean
}
export type TurnState = (typeof turns.$inferSelect)['state']

const STALE_SECONDS = 15

/** Wakes readers of its frames; wakes its producer to look whether it should stop. */
export const turnTopic = (id: string) => `turn:${id}`
export const stopTopic = (id: string) => `stop:${id}`

export const stale = sql<boolean>`${turns.heartbeatAt} < now() - make_interval(secs => ${STALE_SECONDS})`

const running = {
  id: turns.id,
  workspaceId: turns.workspaceId,
  userId: conversations.userId,
  keyId: conversations.keyId,
  conversationId: turns.conversationId,
  stale,
}

function runningIn(tx: Tx, conversationId: string): Promise<RunningTurn[]> {
  return tx
    .select(running)
    .from(turns)
    .innerJoin(conversations, eq(conversations.id, turns.conversationId))
    .where(and(eq(turns.conversationId, conversationId), eq(turns.state, 'running')))
}

export async function runningTurn(
  db: Db,
  input: { workspaceId: string; conversationId: string },
): Promise<RunningTurn | undefined> {
  const [found] = await inWorkspace(db, input.workspaceId, (tx) => runningIn(tx, input.conversationId))
  return found
}

/** Every running turn whose producer is gone; `all` for a start that knows no other producer lives. */
export function listAbandonedTurns(db: Db, which: 'stale' | 'all'): Promise<RunningTurn[]> {
  return asSystem(db, (tx) =>
    tx
      .select(running)
      .from(turns)
      .innerJoin(conversations, eq(conversations.id, turns.conversationId))
      .where(and(eq(turns.state, 'running'), which === 'stale' ? stale : undefined))
      .limit(1_000),
  )
}

/**
 * Begins the conversation's turn and stores what it answers, in one transaction: the person's message, or the
 * decision on the pending call. Answers the turn that runs already instead, with nothing stored.
 */
export function beginTurn(
  db: Db,
  input: Own & {
    id: string
    conversationId: string
    incoming: { message: NewMessage } | { decision: { id: string; approved: boolean } }
  },
): Promise<RunningTurn | undefined> {
  const { id, workspaceId, conversationId, incoming } = input
  return inWorkspace(db, workspaceId, async (tx) => {
    const begun = await tx
      .insert(turns)
      .values({ id, workspaceId, conversationId })
      .onConflictDoNothing()
      .returning({ id: turns.id })
    if (begun.length === 0) {
      const [busy] = await runningIn(tx, conversationId)
      if (busy) return busy
      throw new AppError('conflict', 'A reply ended just now. Send this again.', 'message')
    }
    if ('message' in incoming) await writeMessage(tx, { ...input, message: incoming.message })
    else if (!(await decideCall(tx, { ...input, decision: incoming.decision })))
      throw new AppError('conflict', 'Nothing waits for this decision (any more).', 'message')
    await touch(tx, { ...input, id: conversationId }, 'replying')
    return undefined
  })
}

async function touch(tx: Tx, conversation: Own & { id: string }, state: ConversationState): Promise<void> {
  await tx
    .update(conversations)
    .set({ state, updatedAt: sql`now()` })
    .where(eq(conversations.id, conversation.id))
  await publishConversation(tx, conversation)
}

/**
 * The heartbeat of a turn's producer, with the next frame when there is one. Undefined when the turn is no longer
 * its own: then nothing was written and it must stop.
 */
export function keepTurn(
  db: Db,
  input: { workspaceId: string; id: string; frame?: Frame },
): Promise<{ stop: boolean } | undefined> {
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const [kept] = await tx
      .update(turns)
      .set({ heartbeatAt: sql`now()` })
      .where(and(eq(turns.id, input.id), eq(turns.state, 'running')))
      .returning({ stopRequestedAt: turns.stopRequestedAt })
    if (!kept) return undefined
    if (input.frame) await writeFrame(tx, { ...input, frame: input.frame })
    return { stop: kept.stopRequestedAt !== null }
  })
}

export interface Frame {
  number: number
  data: unknown[]
}

async function writeFrame(tx: Tx, input: { workspaceId: string; id: string; frame: Frame }): Promise<void> {
  const { workspaceId, id, frame } = input
  await tx
    .insert(frames)
    .values({ ...frame, workspaceId, turnId: id })
    // A write that failed for its producer only is written again, with what came meanwhile.
    .onConflictDoUpdate({ target: [frames.turnId, frames.number], set: { data: frame.data } })
  await wake(tx, turnTopic(id))
}

/**
 * Ends a running turn: its last frame, the message that stays and the state, in one transaction. False when it was
 * ended already (or lives again, with `ifStale`): then nothing is written.
 */
export function endTurn(
  db: Db,
  turn: Omit<RunningTurn, 'stale'>,
  end: { state: TurnState; frame: Frame; message: NewMessage; ifStale?: boolean },
): Promise<boolean> {
  return inWorkspace(db, turn.workspaceId, async (tx) => {
    const ended = await tx
      .update(turns)
      .set({ state: end.state, endedAt: sql`now()` })
      .where(and(eq(turns.id, turn.id), eq(turns.state, 'running'), end.ifStale ? stale : undefined))
      .returning({ id: turns.id })
    if (ended.length === 0) return false
    if (end.frame.data.length > 0) await writeFrame(tx, { ...turn, frame: end.frame })
    else await wake(tx, turnTopic(turn.id))
    await writeMessage(tx, { ...turn, message: end.message })
    await touch(tx, { ...turn, id: turn.conversationId }, standing(end.state, end.message))
    return true
  })
}

function standing(state: TurnState, message: NewMessage): ConversationState {
  if (state === 'failed' || state === 'interrupted') return 'failed'
  return isPending(message) ? 'waiting' : 'idle'
}

/** Asks the producer of the conversation's running turn to stop; nothing when none runs. */
export function requestStop(db: Db, input: { workspaceId: string; conversationId: string }): Promise<void> {
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const [asked] = await tx
      .update(turns)
      .set({ stopRequestedAt: sql`now()` })
      .where(and(eq(turns.conversationId, input.conversationId), eq(turns.state, 'running')))
      .returning({ id: turns.id })
    if (asked) await wake(tx, stopTopic(asked.id))
  })
}

/** Long enough for a reader on another instance to take the last frames. */
const ENDED_SECONDS = 60
const SWEEP_BATCH = 200

/** Removes turns that ended a while ago, with their frames, at most SWEEP_BATCH a call. */
export function sweepTurns(db: Db): Promise<number> {
  return asSystem(db, async (tx) => {
    const over = tx
      .select({ id: turns.id })
      .from(turns)
      .where(lt(turns.endedAt, sql`now() - make_interval(secs => ${ENDED_SECONDS})`))
      .limit(SWEEP_BATCH)
    const removed = await tx.delete(turns).where(inArray(turns.id, over)).returning({ id: turns.id })
    return removed.length
  })
}
