import type { LanguageModelV4CallOptions, LanguageModelV4Prompt } from '@ai-sdk/provider'
import { offlineChatModel } from '../../../agent/model/offline/chat/model.ts'

const NOW = new Date('2026-11-23T10:00:00Z')
export const user = (text: string): LanguageModelV4Prompt[number] => ({
  role: 'user',
  content: [{ type: 'text', text }],
})
export const called = (id: string, toolName: string, input: unknown): LanguageModelV4Prompt[number] => ({
  role: 'assistant',
  content: [{ type: 'tool-call', toolCallId: id, toolName, input }],
})
export const answered = (id: string, toolName: string, value: object): LanguageModelV4Prompt[number] => ({
  role: 'tool',
  content: [
    {
      type: 'tool-result',
      toolCallId: id,
      toolName,
      output: { type: 'json', value: JSON.parse(JSON.stringify(value)) },
    },
  ],
})
const offer = (...names: string[]): LanguageModelV4CallOptions['tools'] =>
  names.map((name) => ({ type: 'function', name, inputSchema: { type: 'object' } }))

export async function collect<T>(stream: ReadableStream<T>): Promise<T[]> {
  const parts: T[] = []
  const reader = stream.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) parts.push(next.value)
  return parts
}

export async function ask(
  prompt: LanguageModelV4Prompt | string,
  options: { tools?: string[]; now?: Date; timeZone?: string } = {},
) {
  const {
    tools = ['runBurst', 'burstStatus', 'cancelBurst', 'queryLogs', 'listTargets'],
    now = NOW,
    timeZone = 'Europe/Berlin',
  } = options
  const model = offlineChatModel({ now: () => now, timeZone })
  const messages = typeof prompt === 'string' ? [user(prompt)] : prompt
  const { content, finishReason, usage } = await model.doGenerate({
    prompt: messages,
    tools: offer(...tools),
  })
  const calls = content.flatMap((part) =>
    part.type === 'tool-call'
      ? [{ id: part.toolCallId, tool: part.toolName, args: JSON.parse(part.input) }]
      : [],
  )
  return {
    calls,
    text: content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join(''),
    finishReason,
    usage,
  }
}
