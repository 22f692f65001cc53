import { readUIMessageStream, type UIMessage, type UIMessageChunk } from 'ai'
import { v7 } from 'uuid'
import type { Client } from './client.ts'
import { serverEvents } from './server-events.ts'

export interface ToolCall {
  tool: string
  args: unknown
  result: unknown
}
export interface Turn {
  reply: string
  toolCalls: ToolCall[]
  /** The burst that this message started. */
  burstId?: string
  /** A tool refused, or what needed approval did not get it. */
  refused: boolean
}

interface ToolPart {
  type: string
  state: string
  input: unknown
  output?: unknown
  errorText?: string
  approval?: { id: string; requestReason?: string }
}

/** One message and, where the agent asks for it, the decision; the reply's text is handed on as it arrives. */
export async function converse(
  client: Client,
  text: string,
  options: { approve: boolean; onText(text: string): void },
): Promise<Turn> {
  const id = v7()
  const failures: string[] = []
  const say = { onText: options.onText, onError: (error: string) => failures.push(error) }
  let message = await send(client, id, { role: 'user', parts: [{ type: 'text', text }] }, say)
  const waiting = toolParts(message).find((part) => part.state === 'approval-requested')
  if (waiting?.approval) {
    const plan =
      waiting.approval.requestReason ??
      `${waiting.type.slice('tool-'.length)} ${JSON.stringify(waiting.input)}`
    options.onText(`${plan}\n`)
    if (!options.approve) {
      const hint = 'This waits for approval. Say it again with --yes to approve it.'
      options.onText(`${hint}\n`)
      const told = outcome(message)
      return { ...told, reply: [told.reply, plan, hint].filter(Boolean).join('\n'), refused: true }
    }
    const decided = {
      ...waiting,
      state: 'approval-responded',
      approval: { id: waiting.approval.id, approved: true },
    }
    message = await send(client, id, { role: 'assistant', parts: [decided] }, say, message)
  }
  options.onText('\n')
  const told = outcome(message)
  if (failures.length === 0) return told
  return { ...told, reply: [told.reply, ...failures].filter(Boolean).join('\n'), refused: true }
}

async function send(
  client: Client,
  id: string,
  message: object,
  say: { onText(text: string): void; onError(error: string): void },
  before?: UIMessage,
): Promise<UIMessage> {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const response = await client.request('/api/chat', { body: { id, message, timeZone } })
  const stream = new ReadableStream<UIMessageChunk>({
    async start(controller) {
      for await (const { data } of serverEvents(response)) {
        if (data === '[DONE]') continue
        const chunk = JSON.parse(data) as UIMessageChunk
        if (chunk.type === 'text-delta') say.onText(chunk.delta)
        if (chunk.type === 'text-end') say.onText('\n')
        if (chunk.type === 'error') {
          say.onText(`${chunk.errorText}\n`)
          say.onError(chunk.errorText)
        }
        controller.enqueue(chunk)
      }
      controller.close()
    },
  })
  let latest: UIMessage = before ?? { id, role: 'assistant', parts: [] }
  for await (const state of readUIMessageStream({ message: before, stream })) latest = state
  return latest
}

const toolParts = (message: UIMessage) =>
  message.parts.filter((part) => part.type.startsWith('tool-')) as unknown as ToolPart[]

function outcome(message: UIMessage): Turn {
  const reply = message.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
  const toolCalls = toolParts(message).map((part) => ({
    tool: part.type.slice('tool-'.length),
    args: part.input,
    result: part.output ?? (part.errorText ? { error: { message: part.errorText } } : null),
  }))
  const started = toolCalls.find(({ tool }) => tool === 'runBurst')?.result as {
    burst?: { id?: string }
  } | null
  const refused = toolCalls.some(
    ({ result }) => typeof result === 'object' && result !== null && 'error' in result,
  )
  return { reply: reply.trim(), toolCalls, burstId: started?.burst?.id, refused }
}
