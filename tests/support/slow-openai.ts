import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One question to the server, answered by the test word for word. */
export interface SlowTalk {
  say(text: string): void
  end(): void
}

/** An OpenAI-compatible server (Chat Completions, streamed) that says only what the test lets it say. */
export async function slowOpenai() {
  const asked: SlowTalk[] = []
  const waiting: ((talk: SlowTalk) => void)[] = []
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const talk = talkOn(response)
      const taker = waiting.shift()
      if (taker) taker(talk)
      else asked.push(talk)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    talk: () =>
      new Promise<SlowTalk>((resolve) => {
        const next = asked.shift()
        if (next) resolve(next)
        else waiting.push(resolve)
      }),
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

function talkOn(response: ServerResponse): SlowTalk {
  const chunk = (delta: object, finish: string | null = null) =>
    response.write(
      `data: ${JSON.stringify({
        id: 'x',
        object: 'chat.completion.chunk',
        created: 0,
        model: 'slow',
        choices: [{ index: 0, delta, finish_reason: finish }],
      })}\n\n`,
    )
  return {
    say: (content) => chunk({ role: 'assistant', content }),
    end() {
      chunk({}, 'stop')
      response.end('data: [DONE]\n\n')
    },
  }
}
