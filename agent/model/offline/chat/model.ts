import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider'
import { parseWorkspace } from '../../workspace.ts'
import { readPrompt } from './conversation.ts'
import { interpret } from './interpret.ts'
import { type Decision, type Memory, remember, type Scene } from './memory.ts'
import { replyTo } from './reply.ts'
import { announce, notOffered } from './say.ts'

export interface OfflineChatOptions {
  now?: () => Date
  /** IANA name, used when the instructions name no time zone; UTC when left out. */
  timeZone?: string
}

/** The chat model that needs no service: a deterministic interpreter behind the AI SDK's model interface. */
export function offlineChatModel(options: OfflineChatOptions = {}): LanguageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'sessionburst',
    modelId: 'offline-chat',
    supportedUrls: {},
    async doGenerate(call) {
      const { content, ...end } = answer(call, options)
      return { content, ...end, warnings: [] }
    },
    async doStream(call) {
      return { stream: readable(parts(answer(call, options), call.abortSignal)) }
    },
  }
}

interface Answer {
  content: LanguageModelV4Content[]
  finishReason: { unified: 'stop' | 'tool-calls'; raw: undefined }
  usage: LanguageModelV4Usage
}

function answer(call: LanguageModelV4CallOptions, options: OfflineChatOptions): Answer {
  const { say, calls } = decide(call, options)
  const content: LanguageModelV4Content[] = say ? [{ type: 'text', text: say }] : []
  for (const { tool, args } of calls)
    content.push({
      type: 'tool-call',
      toolCallId: crypto.randomUUID(),
      toolName: tool,
      input: JSON.stringify(args),
    })
  const unified = calls.length ? 'tool-calls' : 'stop'
  return {
    content,
    finishReason: { unified, raw: undefined },
    usage: usage(JSON.stringify(call.prompt), JSON.stringify(content)),
  }
}

function decide(call: LanguageModelV4CallOptions, options: OfflineChatOptions): Decision {
  const { instructions, turns } = readPrompt(call.prompt)
  const workspace = parseWorkspace(instructions)
  const zone = workspace.timeZone ?? options.timeZone ?? 'UTC'
  const scene: Scene = {
    workspace,
    clock: { now: options.now?.() ?? new Date(), zone },
    memory: {},
    offered: new Set(call.tools?.map(({ name }) => name)),
  }
  const last = turns.at(-1)
  if (!last) return { calls: [] }
  if (last.results.length > 0) return { calls: [], say: replyTo(last.results, zone) }
  const memory = turns.slice(0, -1).reduce<Memory>((past, turn) => {
    const decision = turn.calls.length ? { calls: [] } : interpret(turn.text, { ...scene, memory: past })
    return remember(past, turn, decision)
  }, {})
  const decision = onlyOffered(interpret(last.text, { ...scene, memory }), scene.offered)
  const burst = decision.calls.find(({ tool }) => tool === 'runBurst')
  return burst && !decision.say ? { ...decision, say: announce(burst.args) } : decision
}

/** Drops calls of tools that this product does not offer, and says so. */
function onlyOffered(decision: Decision, offered: ReadonlySet<string>): Decision {
  const calls = decision.calls.filter(({ tool }) => offered.has(tool))
  const absent = [...new Set(decision.calls.map(({ tool }) => tool).filter((tool) => !offered.has(tool)))]
  const say = [decision.say, ...absent.map(notOffered)].filter(Boolean).join(' ')
  return { ...decision, calls, say: say || undefined }
}

function readable<T>(source: AsyncGenerator<T>): ReadableStream<T> {
  return new ReadableStream<T>({
    async pull(controller) {
      const { done, value } = await source.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await source.return(undefined)
    },
  })
}

async function* parts(
  end: Answer,
  signal: AbortSignal | undefined,
): AsyncGenerator<LanguageModelV4StreamPart> {
  yield { type: 'stream-start', warnings: [] }
  for (const part of end.content) {
    signal?.throwIfAborted()
    if (part.type === 'text') {
      const id = crypto.randomUUID()
      yield { type: 'text-start', id }
      for (const word of part.text.match(/\s*\S+\s*/g) ?? []) {
        signal?.throwIfAborted()
        yield { type: 'text-delta', id, delta: word }
      }
      yield { type: 'text-end', id }
    } else if (part.type === 'tool-call') {
      const id = part.toolCallId
      yield { type: 'tool-input-start', id, toolName: part.toolName }
      yield { type: 'tool-input-delta', id, delta: part.input }
      yield { type: 'tool-input-end', id }
      yield part
    }
  }
  yield { type: 'finish', finishReason: end.finishReason, usage: end.usage }
}

/** Tokens are not counted by a model here; four characters stand for one. */
function usage(prompt: string, output: string): LanguageModelV4Usage {
  const [input, written] = [Math.ceil(prompt.length / 4), Math.ceil(output.length / 4)]
  return {
    inputTokens: { total: input, noCache: input, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: written, text: written, reasoning: 0 },
  }
}
