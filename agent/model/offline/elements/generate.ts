import type { Generate, GenerateParams, GenerateResult } from '../../../browser/port.ts'
import { parseStepPrompt } from '../../step-prompt.ts'
import { resolveStep } from './resolve.ts'

/** Steps and names are single lines, so neither can start a line of its own. */
const TREE = '\nAccessibility Tree:'

/**
 * Answers Stagehand's observe question about a step without any model: the same page and step always give the
 * same actions. Any other question gets an empty list. Never throws; token counts are zero.
 */
export const offlineGenerate: Generate = async (params) => {
  const message = userText(params)
  const prompt = parseStepPrompt(message)
  const tree = treeIn(message)
  return answer({ elements: prompt && tree !== undefined ? resolveStep(prompt, tree) : [] })
}

/** The page in a message, if it shows one. */
export function treeIn(message: string): string | undefined {
  const at = message.indexOf(TREE)
  return at < 0 ? undefined : message.slice(at + TREE.length)
}

export function answer(structuredContent: object): GenerateResult {
  return {
    role: 'assistant',
    content: { type: 'text', text: JSON.stringify(structuredContent) },
    outputFormat: 'json_schema',
    structuredContent,
    usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 },
  }
}

/** Stagehand 4.4 sends one text part; hosted-model shapes (a string, a list of parts) are read as well. */
export function userText({ messages }: GenerateParams): string {
  const content = messages.findLast((message) => message.role === 'user')?.content
  return typeof content === 'string' ? content : [content].flat().map(textOf).join('\n')
}

function textOf(part: unknown): string {
  return typeof part === 'object' && part !== null && 'text' in part && typeof part.text === 'string'
    ? part.text
    : ''
}
