import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4StreamPart } from '@ai-sdk/provider'
import { MockLanguageModelV4 } from 'ai/test'

/** One question to the model, answered by the test word for word. */
export interface Talk {
  call: LanguageModelV4CallOptions
  say(text: string): void
  end(): void
  fail(error: Error): void
}

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
}

/** A model that says nothing by itself: `talk` waits for the next question, and the test answers it. */
export function gatedModel(): { model: LanguageModelV4; talk(): Promise<Talk> } {
  const asked: Talk[] = []
  const waiting: ((talk: Talk) => void)[] = []
  const model = new MockLanguageModelV4({
    async doStream(call) {
      const stream = new ReadableStream<LanguageModelV4StreamPart>({
        start(controller) {
          controller.enqueue({ type: 'stream-start', warnings: [] })
          controller.enqueue({ type: 'text-start', id: 't' })
          const talk: Talk = {
            call,
            say: (delta) => controller.enqueue({ type: 'text-delta', id: 't', delta }),
            end() {
              controller.enqueue({ type: 'text-end', id: 't' })
              const finishReason = { unified: 'stop', raw: undefined } as const
              controller.enqueue({ type: 'finish', finishReason, usage })
              controller.close()
            },
            fail: (error) => controller.error(error),
          }
          const taker = waiting.shift()
          if (taker) taker(talk)
          else asked.push(talk)
        },
      })
      return { stream }
    },
  })
  const talk = () =>
    new Promise<Talk>((resolve) => {
      const next = asked.shift()
      if (next) resolve(next)
      else waiting.push(resolve)
    })
  return { model, talk }
}
