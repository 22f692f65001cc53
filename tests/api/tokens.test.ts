import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createApp } from '../../api/app.ts'
import { verifyWithSecret, verifyWithSupabase } from '../../api/verify-token.ts'
import { type Database, newId } from '../../db/client.ts'
import { apiOn } from '../support/api.ts'
import { freshDatabase } from '../support/databases.ts'

interface Signer {
  kid: string
  privateKey: CryptoKey
  publicKey: CryptoKey
  jwk: JWK
}

async function signer(kid: string, alg = 'ES256'): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { kid, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } }
}

let database: Database
let api: Awaited<ReturnType<typeof apiOn>>
beforeAll(async () => {
  database = await freshDatabase('pglite')
  api = await apiOn(database)
})
afterAll(async () => {
  expect(api.errors).toEqual([])
  await api.close()
  await database.close()
})

/** What the whole API answers to the token: as Bearer, and at the page's entrance. */
async function answersTo(token: string) {
  const app = createApp({ ...api.deps, verifyToken: verifyWithSupabase(url) })
  const headers = { 'content-type': 'application/json', origin: api.url }
  const asked = [
    new Request(`${api.url}/api/me`, { headers: { authorization: `Bearer ${token}` } }),
    new Request(`${api.url}/api/session`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ accessToken: token || 'x' }),
    }),
  ]
  const answers = await Promise.all(asked.map((request) => app.fetch(request)))
  return answers.map(({ status }) => status)
}

/** A project that hands out its keys, and counts how often it is asked for them. */
let project: Server
let url: string
let keys: Signer[]
let asked: number
let status: number
beforeEach(async () => {
  keys = [await signer('first')]
  asked = 0
  status = 200
  project = createServer((request, response) => {
    if (request.url === '/auth/v1/.well-known/jwks.json') asked++
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => project.once('listening', resolve))
  url = `http://127.0.0.1:${(project.address() as AddressInfo).port}`
})
afterEach(async () => {
  vi.useRealTimers()
  await new Promise((resolve) => project.close(resolve))
})

const now = () => Math.floor(Date.now() / 1_000)
const claims = () => ({
  sub: newId(),
  email: 'eve@example.com',
  aud: 'authenticated',
  iss: `${url}/auth/v1`,
  iat: now(),
  exp: now() + 3_600,
})
type Change = Record<string, unknown>

function sign(change: Change = {}, by: Signer | undefined = keys[0], alg = 'ES256'): Promise<string> {
  if (!by) throw new Error('The project has a key.')
  return new SignJWT({ ...claims(), ...change }).setProtectedHeader({ alg, kid: by.kid }).sign(by.privateKey)
}
const unsigned = () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'none', kid: 'first' })}.${part(claims())}.`
}
/** The public key as if it were a shared secret: the oldest trick there is. */
const confused = async () => {
  const [key] = keys
  if (!key) throw new Error('The project has a key.')
  return new SignJWT(claims())
    .setProtectedHeader({ alg: 'HS256', kid: key.kid })
    .sign(new TextEncoder().encode(await exportSPKI(key.publicKey)))
}
const resealed = async () => {
  const [head, , seal] = (await sign()).split('.')
  return `${head}.${Buffer.from(JSON.stringify({ ...claims(), email: 'root@example.com' })).toString('base64url')}.${seal}`
}

test('takes what the project signed, by elliptic curve or RSA', async () => {
  keys.push(await signer('rsa', 'RS256'))
  const verify = verifyWithSupabase(url)
  expect(await verify(await sign({ session_id: 'one' }))).toMatchObject({
    email: 'eve@example.com',
    sessionId: 'one',
  })
  expect(await verify(await sign({}, keys[1], 'RS256'))).toBeDefined()
  expect(await answersTo(await sign())).toEqual([200, 204])
})

test.each<[string, () => Promise<string> | string]>([
  ['without an algorithm', unsigned],
  ['by another key under a known name', async () => sign({}, { ...(await signer('first')) })],
  ['by a key nobody knows', async () => sign({}, await signer('stranger'))],
  ['with the public key as a shared secret', confused],
  ['changed after it was signed', resealed],
  ['of another issuer', () => sign({ iss: 'https://evil.example/auth/v1' })],
  ['of another project on the same host', () => sign({ iss: `${url}/other/auth/v1` })],
  ['without an issuer', () => sign({ iss: undefined })],
  ['for another audience', () => sign({ aud: 'anon' })],
  ['without an audience', () => sign({ aud: undefined })],
  ['that expired', () => sign({ exp: now() - 1 })],
  ['that never expires', () => sign({ exp: undefined })],
  ['that is not valid yet', () => sign({ nbf: now() + 60 })],
  ['about nobody', () => sign({ sub: undefined })],
  ['about somebody who is no id', () => sign({ sub: 'root' })],
  ['without an address', () => sign({ email: undefined })],
  ['that is none', () => 'a.b.c'],
  ['that is empty', () => ''],
])('refuses a token %s', async (_, forge) => {
  const token = await forge()
  expect(await verifyWithSupabase(url)(token)).toBeUndefined()
  expect(await answersTo(token)).toEqual([401, 401])
})

test('refuses the keys of one project for the tokens of the other', async () => {
  const token = await sign()
  keys = [await signer('first')]
  expect(await verifyWithSupabase(url)(token)).toBeUndefined()
})

test('refuses with the shared secret what is signed by a key, and the other way round', async () => {
  const secret = 'x'.repeat(64)
  const shared = await new SignJWT(claims())
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret))
  expect(await verifyWithSecret(secret)(shared)).toBeDefined()
  expect(await verifyWithSecret(secret)(await sign())).toBeUndefined()
  expect(await verifyWithSupabase(url)(shared)).toBeUndefined()
})

test('asks for the keys once for a thousand tokens, and once more when one is new', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const verify = verifyWithSupabase(url)
  const token = await sign()
  await Promise.all(Array.from({ length: 1_000 }, () => verify(token)))
  expect(asked).toBe(1)

  keys = [await signer('second'), ...keys]
  vi.setSystemTime(Date.now() + 31_000)
  expect(await verify(await sign())).toBeDefined()
  expect(await verify(token)).toBeDefined()
  expect(asked).toBe(2)
})

test('made-up key names make nobody ask for the keys over and over', async () => {
  const verify = verifyWithSupabase(url)
  await verify(await sign())
  const stranger = await signer('stranger')
  for (let at = 0; at < 50; at++)
    expect(await verify(await sign({}, { ...stranger, kid: `k${at}` }))).toBeUndefined()
  expect(asked).toBe(1)
})

test('a key that was withdrawn opens nothing after ten minutes', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const verify = verifyWithSupabase(url)
  const [withdrawn] = keys
  expect(await verify(await sign())).toBeDefined()
  keys = [await signer('second')]
  vi.setSystemTime(Date.now() + 601_000)
  expect(await verify(await sign({}, withdrawn))).toBeUndefined()
})

test('while the project is down known keys serve, and a stranger to them is told to come back', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const verify = verifyWithSupabase(url)
  expect(await verify(await sign())).toBeDefined()
  status = 500
  vi.setSystemTime(Date.now() + 601_000)
  expect(await verify(await sign())).toBeDefined()
  await expect(verifyWithSupabase(url)(await sign())).rejects.toMatchObject({ code: 'sign_in_unreachable' })
})
