import { createOpenAI } from '@ai-sdk/openai'
import type { LanguageModelV4 } from '@ai-sdk/provider'
import { generateText, jsonSchema, type ModelMessage, Output } from 'ai'
import type { Generate } from '../browser/port.ts'

export interface HostedModel {
  apiKey: string
  /** Any OpenAI-compatible server; undefined is OpenAI itself. */
  baseUrl?: string
  model: string
}

/**
 * The configured model. OpenAI itself is spoken to by its Responses API; a compatible server by Chat Completions,
 * which is what such servers have.
 */
export function hostedModel(config: HostedModel): LanguageModelV4 {
  const openai = createOpenAI({ apiKey: config.apiKey, baseURL: config.baseUrl })
  return config.baseUrl ? openai.chat(config.model) : openai(config.model)
}

/** Stagehand's questions put to the chat's model: one place for custom servers, one place that counts tokens. */
export function generateWith(model: LanguageModelV4): Generate {
  return async ({ systemPrompt, messages, responseFormat }) => {
    const format = responseFormat as { schema?: Parameters<typeof jsonSchema>[0] } | undefined
    if (!format?.schema) throw new Error('Stagehand asked without a response schema.')
    const { output, usage } = await generateText({
      model,
      instructions: systemPrompt,
      messages: messages.map(toMessage),
      output: Output.object({ schema: jsonSchema(format.schema) }),
    })
    const inputTokens = usage.inputTokens ?? 0
    const outputTokens = usage.outputTokens ?? 0
    return {
      role: 'assistant',
      content: { type: 'text', text: JSON.stringify(output) },
      outputFormat: 'json_schema',
      structuredContent: output,
      usage: { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens },
    }
  }
}

function toMessage({ role, content }: { role: string; content: unknown }): ModelMessage {
  const parts = (Array.isArray(content) ? content : [content]) as { type?: string; text?: string }[]
  const text = parts.flatMap((part) => (part.type === 'text' && part.text ? [part.text] : [])).join('\n')
  return role === 'assistant' ? { role, content: text } : { role: 'user', content: text }
}
