import type { LanguageModelV4CallOptions, LanguageModelV4ToolResultOutput } from '@ai-sdk/provider'

export interface Call {
  id: string
  tool: string
  args: Record<string, unknown>
}
export interface Result {
  id: string
  tool: string
  /** The tool's answer; undefined when the user denied the call. */
  value: unknown
  denied: boolean
}
/** One user message and what followed it. */
export interface Turn {
  text: string
  calls: Call[]
  results: Result[]
}

/** Splits a prompt into its instructions and its turns; results belong to the user message they follow. */
export function readPrompt(prompt: LanguageModelV4CallOptions['prompt']): {
  instructions: string
  turns: Turn[]
} {
  const instructions: string[] = []
  const turns: Turn[] = []
  for (const message of prompt) {
    const turn = turns.at(-1)
    if (message.role === 'system') instructions.push(message.content)
    else if (message.role === 'user') {
      const text = message.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
      turns.push({ text, calls: [], results: [] })
    } else if (turn) {
      for (const part of message.content) {
        if (part.type === 'tool-call')
          turn.calls.push({ id: part.toolCallId, tool: part.toolName, args: toArgs(part.input) })
        if (part.type === 'tool-result')
          turn.results.push({ id: part.toolCallId, tool: part.toolName, ...read(part.output) })
      }
    }
  }
  return { instructions: instructions.join('\n'), turns }
}

function toArgs(input: unknown): Record<string, unknown> {
  return typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : {}
}

function read(output: LanguageModelV4ToolResultOutput): { value: unknown; denied: boolean } {
  switch (output.type) {
    case 'execution-denied':
      return { value: undefined, denied: true }
    case 'json':
    case 'error-json':
      return { value: output.value, denied: false }
    case 'error-text':
      return { value: { error: { code: 'failed', message: output.value } }, denied: false }
    case 'text':
      return { value: output.value, denied: false }
    default:
      return { value: undefined, denied: false }
  }
}
