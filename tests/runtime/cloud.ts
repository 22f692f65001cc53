import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

export const REPLY = ['All is ', 'quiet ', 'on the demo shop.'] as const

/** What a Worker finds outside: Supabase's keys, and a model that says REPLY to everything, bit by bit. */
export async function startCloud() {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }] }
  const asked: string[] = []
  let held: Promise<void> | undefined
  const server = createServer(async (request, response) => {
    asked.push(`${request.method} ${request.url}`)
    if (request.url === '/auth/v1/.well-known/jwks.json') {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(keys))
    } else if (request.url === '/v1/chat/completions') {
      response.setHeader('content-type', 'text/event-stream')
      for (const content of REPLY) {
        response.write(chunk({ content }, null))
        await held
      }
      response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`)
    } else response.writeHead(404).end()
    request.resume()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    asked,
    /** Lets replies begin and not go on, until the answered function is called. */
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>()
      held = promise
      return resolve
    },
    /** An access token as Supabase signs them. */
    token: (person: { userId: string; email: string }, key = privateKey) =>
      new SignJWT({ email: person.email, role: 'authenticated' })
        .setProtectedHeader({ alg: 'ES256', kid: 'one' })
        .setSubject(person.userId)
        .setIssuer(`${url}/auth/v1`)
        .setAudience('authenticated')
        .setExpirationTime('5 minutes')
        .sign(key),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function chunk(delta: object, finish: string | null): string {
  const choices = [{ index: 0, delta, finish_reason: finish }]
  return `data: ${JSON.stringify({ id: 'reply', object: 'chat.completion.chunk', created: 0, model: 'scripted', choices })}\n\n`
}
