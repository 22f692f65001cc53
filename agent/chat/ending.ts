import { readUIMessageStream, type UIMessage, type UIMessageChunk } from 'ai'
import { newId } from '../../db/client.ts'
import type { NewMessage, StoredMessage } from '../../db/messages.ts'
import type { TurnState } from '../../db/turns.ts'

export const BROKEN = 'Something broke while answering. What was started goes on; ask for its status.'
const CUT_SHORT =
  'The server that wrote this reply went away. What was started goes on; ask for its status, or ask again.'

/** A reply that did not come to its end says so in a part of its own, live and in the stored message. */
const ENDINGS = {
  stopped: { text: 'You stopped this reply.', last: { type: 'abort' } },
  failed: { text: BROKEN, last: { type: 'error', errorText: BROKEN } },
  interrupted: { text: CUT_SHORT, last: { type: 'error', errorText: CUT_SHORT } },
} as const satisfies Partial<Record<TurnState, { text: string; last: UIMessageChunk }>>

export type Ended = 'done' | keyof typeof ENDINGS

/** The chunks that close a reply after those it has; the part comes before the error, after which clients stop reading. */
export function closing(state: Ended, chunks: UIMessageChunk[]): UIMessageChunk[] {
  const begun = chunks.some((chunk) => chunk.type === 'start')
  const start: UIMessageChunk[] = begun ? [] : [{ type: 'start', messageId: newId() }]
  if (state === 'done') return start
  const { text, last } = ENDINGS[state]
  return [...start, { type: 'data-turn', id: 'turn', data: { state, text } }, last]
}

/** The message that all chunks of a reply come to. `before` is the conversation's last message: a decision continues it. */
export async function composeMessage(
  state: Ended,
  chunks: UIMessageChunk[],
  before: StoredMessage | undefined,
): Promise<NewMessage> {
  const start = chunks.find((chunk) => chunk.type === 'start')
  const id = start?.messageId ?? newId()
  const continued = before?.id === id && before.role === 'assistant'
  let message = { id, role: 'assistant', parts: continued ? before.parts : [] } as UIMessage
  const stream = new ReadableStream<UIMessageChunk>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
  for await (const next of readUIMessageStream({ message, stream })) message = next
  const parts = state === 'done' ? withoutEnding(message.parts) : message.parts.map(settled)
  return { id, role: 'assistant', parts }
}

/** A reply that was cut short and then went on after a decision is whole again. */
const withoutEnding = (parts: UIMessage['parts']) => parts.filter((part) => part.type !== 'data-turn')

const OPEN = ['input-streaming', 'input-available', 'approval-responded']

/** A call without a result would make the model refuse the whole conversation. */
function settled(part: UIMessage['parts'][number]): unknown {
  if (part.type === 'text' || part.type === 'reasoning') return { ...part, state: 'done' }
  if (!('toolCallId' in part) || !OPEN.includes(part.state)) return part
  const errorText =
    'The reply ended before this was answered. It may have happened all the same; look at its status.'
  return { ...part, state: 'output-error', input: part.input ?? {}, errorText }
}
