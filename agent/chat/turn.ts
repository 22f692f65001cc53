import type { LanguageModelV4 } from '@ai-sdk/provider'
import { createAgentUIStream, type UIMessage, type UIMessageChunk } from 'ai'
import { z } from 'zod'
import type { Origin } from '../../db/audit.ts'
import { type Db, newId } from '../../db/client.ts'
import { getConversation, openConversation } from '../../db/conversations.ts'
import { AppError } from '../../db/errors.ts'
import { listMessages } from '../../db/messages.ts'
import { listTargets } from '../../db/targets.ts'
import { beginTurn, type RunningTurn } from '../../db/turns.ts'
import type { MailInvite } from '../invites/invite.ts'
import type { Workspace } from '../model/workspace.ts'
import type { Places } from '../planner/lent-places.ts'
import { createAgent } from './agent.ts'
import { BROKEN } from './ending.ts'
import { interruptTurn } from './interrupt.ts'

/** Longest message a person may send, in characters. */
export const MAX_MESSAGE = 20_000
/** How much of a conversation the model sees. */
const HISTORY = 100
/** A reply that takes longer has failed. */
const LONGEST_MS = 10 * 60_000

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
  mailInvite?: MailInvite
  lent?: Places
  now(): Date
  /** Called for what breaks after the answer has begun. */
  onError(error: unknown): void
}

/** Whoever says something, and from where. */
export interface Speaker extends Origin {
  workspaceId: string
  userId: string
  /** Where they open the product, for links. */
  pageUrl: string
}

export interface ChatInput {
  id: string
  message: ChatMessage
  timeZone?: string
}

/** A turn that has begun: what it answers is stored, and nothing of the reply is written yet. */
export interface OpenTurn extends Omit<RunningTurn, 'stale'> {
  /** Asks the model. */
  open(signal: AbortSignal): Promise<ReadableStream<UIMessageChunk>>
}

/** Stores the person's message (or decision) and begins the turn that answers it. Throws AppError, with nothing stored. */
export async function openTurn(deps: TurnDeps, speaker: Speaker, input: ChatInput): Promise<OpenTurn> {
  const incoming = readIncoming(input.message)
  const title = 'title' in incoming ? incoming.title : undefined
  const { workspaceId, userId, keyId } = speaker
  const own = { workspaceId, userId, keyId, id: input.id }
  const conversation =
    title === undefined
      ? await getConversation(deps.db, own)
      : await openConversation(deps.db, { ...own, title })
  const turn = { ...own, id: newId(), conversationId: conversation.id }
  const begin = () => beginTurn(deps.db, { ...turn, incoming })
  let busy = await begin()
  if (busy?.stale) {
    await interruptTurn(deps.db, busy)
    busy = await begin()
  }
  if (busy)
    throw new AppError(
      'conflict',
      'A reply is being written in this conversation. Wait for its end, or stop it.',
      'message',
    )
  const { conversationId } = turn
  return {
    ...turn,
    open: (signal) => reply(deps, { ...speaker, conversationId }, { signal, timeZone: input.timeZone }),
  }
}

async function reply(
  deps: TurnDeps,
  speaker: Speaker & { conversationId: string },
  { signal, timeZone }: { signal: AbortSignal; timeZone?: string },
): Promise<ReadableStream<UIMessageChunk>> {
  const { workspaceId, userId, keyId, address, pageUrl, conversationId } = speaker
  const stored = await listMessages(deps.db, { ...speaker, limit: HISTORY })
  const uiMessages = stored.map(({ id, role, parts }) => ({ id, role, parts }) as UIMessage)
  const agent = createAgent({
    model: deps.model,
    workspace: await describeWorkspace(deps.db, workspaceId, timeZone),
    approvalSecret: deps.approvalSecret,
    context: {
      db: deps.db,
      ...{ workspaceId, userId, keyId, address, pageUrl, conversationId },
      mailInvite: deps.mailInvite,
      lent: deps.lent,
      channel: 'chat',
      now: deps.now(),
      timeZone,
    },
  })
  return createAgentUIStream({
    agent,
    uiMessages,
    originalMessages: uiMessages,
    abortSignal: signal,
    timeout: LONGEST_MS,
    generateMessageId: newId,
    onError: (error) => {
      if (!signal.aborted) deps.onError(error)
      return BROKEN
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

function readIncoming(message: ChatMessage) {
  if (message.role === 'assistant') return { decision: decisionIn(message.parts) }
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
  const parts = [{ type: 'text', text }]
  return { title: text.slice(0, 80), message: { id: newId(), role: 'user' as const, parts } }
}

/** Of what the client says the call was, only the decision counts; the stored pending call is the truth. */
function decisionIn(parts: unknown[]): z.output<typeof DecisionPart>['approval'] {
  const found = parts.map((part) => DecisionPart.safeParse(part)).findLast((part) => part.success)
  if (found?.data) return found.data.approval
  throw new AppError(
    'invalid_input',
    'Expected a part in state approval-responded with its approval.',
    'message',
  )
}
