import type { LanguageModelV4 } from '@ai-sdk/provider'
import { createAgentUIStream, type UIMessage, type UIMessageChunk } from 'ai'
import { z } from 'zod'
import { type Db, newId } from '../../db/client.ts'
import { openConversation } from '../../db/conversations.ts'
import { AppError } from '../../db/errors.ts'
import { decideCall, listMessages, saveMessage } from '../../db/messages.ts'
import { listTargets } from '../../db/targets.ts'
import type { Workspace } from '../model/workspace.ts'
import { createAgent } from './agent.ts'

/** Longest message a person may send, in characters. */
export const MAX_MESSAGE = 20_000
/** How much of a conversation the model sees. */
const HISTORY = 100

const TextPart = z.object({ type: z.literal('text'), text: z.string() })
const UserMessage = z.object({ role: z.literal('user'), parts: z.array(TextPart).min(1).max(20) })
/** A decision as the AI SDK's client sends it back; of the whole message nothing else counts. */
const DecisionPart = z.object({
  state: z.literal('approval-responded'),
  approval: z.object({ id: z.string().max(200), approved: z.boolean() }),
})
const Decision = z.object({ role: z.literal('assistant'), parts: z.array(z.looseObject({})).min(1).max(200) })
export const ChatMessage = z.discriminatedUnion('role', [UserMessage, Decision])
export type ChatMessage = z.output<typeof ChatMessage>

export interface TurnDeps {
  db: Db
  model: LanguageModelV4
  approvalSecret: string
  now(): Date
  /** Called for what breaks after the answer has begun. */
  onError(error: unknown): void
}
export interface Speaker {
  workspaceId: string
  userId: string
}

/**
 * One turn: the user's message (or decision) is stored before the reply begins, the reply when it ends.
 * Throws AppError before anything is streamed; later failures arrive as an error part.
 */
export async function startTurn(
  deps: TurnDeps,
  speaker: Speaker,
  input: { id: string; message: ChatMessage; timeZone?: string },
): Promise<ReadableStream<UIMessageChunk>> {
  const conversationId = await storeIncoming(deps, speaker, input)
  const stored = await listMessages(deps.db, { ...speaker, conversationId, limit: HISTORY })
  const uiMessages = stored.map(({ id, role, parts }) => ({ id, role, parts }) as UIMessage)
  const agent = createAgent({
    model: deps.model,
    workspace: await describeWorkspace(deps.db, speaker.workspaceId, input.timeZone),
    approvalSecret: deps.approvalSecret,
    context: { db: deps.db, ...speaker, conversationId, now: deps.now() },
  })
  return createAgentUIStream({
    agent,
    uiMessages,
    originalMessages: uiMessages,
    generateMessageId: newId,
    onEnd: ({ responseMessage: { id, parts } }) =>
      saveMessage(deps.db, { ...speaker, conversationId, id, role: 'assistant', parts }),
    onError: (error) => {
      deps.onError(error)
      return 'Something broke while answering. What was started goes on; ask for its status.'
    },
  })
}

/** More targets than this are not named in the instructions; the tools know them all. */
const NAMED_TARGETS = 50

async function describeWorkspace(db: Db, workspaceId: string, timeZone?: string): Promise<Workspace> {
  const { items } = await listTargets(db, { workspaceId, limit: NAMED_TARGETS })
  const targets = items.map(({ name, origin, verifiedAt }) => ({
    name,
    url: origin,
    verified: verifiedAt !== null,
  }))
  return { timeZone, targets: items.length < NAMED_TARGETS ? targets : undefined }
}

async function storeIncoming(
  deps: TurnDeps,
  speaker: Speaker,
  { id, message }: { id: string; message: ChatMessage },
): Promise<string> {
  if (message.role === 'assistant') return storeDecision(deps, speaker, id, decisionIn(message.parts))
  const text = message.parts
    .map((part) => part.text)
    .join('\n')
    .trim()
  if (text === '') throw new AppError('invalid_input', 'Expected a message with some text in it.', 'message')
  if (text.length > MAX_MESSAGE)
    throw new AppError(
      'too_large',
      `Expected a message of at most ${MAX_MESSAGE} characters; this one has ${text.length}.`,
      'message',
    )
  const conversation = await openConversation(deps.db, { ...speaker, id, title: text.slice(0, 80) })
  await saveMessage(deps.db, {
    ...speaker,
    conversationId: conversation.id,
    id: newId(),
    role: 'user',
    parts: [{ type: 'text', text }],
  })
  return conversation.id
}

function decisionIn(parts: unknown[]): z.output<typeof DecisionPart>['approval'] {
  const found = parts.map((part) => DecisionPart.safeParse(part)).findLast((part) => part.success)
  if (found?.data) return found.data.approval
  throw new AppError(
    'invalid_input',
    'Expected a part in state approval-responded with its approval.',
    'message',
  )
}

/** Puts the decision on the stored pending call: what the client says the call was is never read. */
async function storeDecision(
  deps: TurnDeps,
  speaker: Speaker,
  conversationId: string,
  decision: { id: string; approved: boolean },
): Promise<string> {
  const counted = await decideCall(deps.db, {
    ...speaker,
    conversationId,
    approvalId: decision.id,
    approved: decision.approved,
  })
  if (!counted) throw new AppError('conflict', 'Nothing waits for this decision (any more).', 'message')
  return conversationId
}
