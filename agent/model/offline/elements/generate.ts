import type { Generate, GenerateParams, GenerateResult } from '../../../browser/port.ts'
import { parseStepPrompt, type StepPrompt } from '../../step-prompt.ts'
import { resolveStep } from './resolve.ts'

/** Steps and names are single lines, so neither can start a line of its own. */
const TREE = '\nAccessibility Tree:'

/**
 * Answers Stagehand's observe question about a step without any model: the same pages and step always give the
 * same actions; what a click has brought up is told by the page before it, which is remembered for a while. Any other
 * question gets an empty list. Token counts are zero.
 */
export const offlineGenerate: Generate = async (params) => {
  const message = userText(params)
  const prompt = parseStepPrompt(message)
  const tree = treeIn(message)
  if (!prompt || tree === undefined) return answer({ elements: [] })
  const before = shownBefore(prompt)
  remember(prompt, tree)
  return answer({ elements: await resolveStep(prompt, tree, before) })
}

/** Pages kept, some tens of KiB each. */
const KEPT = 100
const shown = new Map<string, string>()
const keyOf = (step: string, done: readonly string[]) => JSON.stringify([step, ...done])

function remember({ step, done }: StepPrompt, tree: string): void {
  const key = keyOf(step, done)
  shown.delete(key)
  shown.set(key, tree)
  for (const oldest of shown.keys()) {
    if (shown.size <= KEPT) break
    shown.delete(oldest)
  }
}

/** The page as it was before the last thing was done for a step, if this process was asked about it then. */
function shownBefore({ step, done }: StepPrompt): string | undefined {
  for (let count = done.length - 1; count >= 0; count--) {
    const tree = shown.get(keyOf(step, done.slice(0, count)))
    if (tree !== undefined) return tree
  }
  return undefined
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
