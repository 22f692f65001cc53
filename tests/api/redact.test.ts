import { DrizzleQueryError } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { logError } from '../../api/log-error.ts'
import { redactAnswer } from '../../api/redact.ts'

afterEach(() => vi.restoreAllMocks())

/** What the log got. */
function logged(error: unknown, what = 'a test'): string {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  logError(error, what)
  const lines = log.mock.calls.splice(0)
  expect(lines).toHaveLength(1)
  return String(lines[0]?.[0])
}

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYWZlIn0.c2lnbmF0dXJlLW9mLXRlc3Q'
const HEX = 'ab12'.repeat(16)
/** The text that is logged, and what of it must not be read. */
const SECRETS: [what: string, text: string, secret: string][] = [
  ['a bearer token', 'GET /api/me with Authorization: Bearer hunter2-hunter2', 'hunter2'],
  ['a bearer token in any case', 'bearer AbCdEf123456', 'AbCdEf123456'],
  ['basic credentials', 'Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
  ['an access token alone', `no such user: ${JWT}`, 'c2lnbmF0dXJl'],
  ['an unsigned token', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJjYWZlIn0.', 'eyJzdWIiOiJjYWZlIn0'],
  ['a workspace key', 'refused sbk_live-AAAAbbbbCCCC1234', 'AAAAbbbb'],
  ['a key of OpenAI', 'Incorrect API key provided: sk-proj-aaaaBBBB1111', 'aaaaBBBB'],
  ['a key of Supabase', 'sb_secret_abcdefgh12345678', 'abcdefgh'],
  ['a token of Slack', 'xoxb-1234567890-abcdef', '1234567890'],
  ['a cookie', 'cookie: sessionburst=abc123; other=def456', 'def456'],
  ['a cookie that is set', "{ 'set-cookie': 'sessionburst=abc123; HttpOnly' }", 'abc123'],
  ['a password in JSON', '{"email":"a@b.example","password":"hun\\"ter2"}', 'ter2'],
  ['a password in JSON in a string', String.raw`"{\"password\":\"hunter2\",\"x\":1}"`, 'hunter2'],
  ['a password in a form', 'grant_type=password&password=hunter2%21&x=1', 'hunter2'],
  ['a password in an object', "{ password: 'hunter2', user: 'x' }", 'hunter2'],
  ['a password in a setting', 'DB_PASSWORD=hunter2', 'hunter2'],
  ['a refresh token', '{"refresh_token":"v0fGh3kk"}', 'v0fGh3kk'],
  ['a token in an address', 'GET https://x.example/a?b=1&access_token=v0fGh3kk#x', 'v0fGh3kk'],
  ['a sign-in link', 'http://localhost:8787/sign-in?link=Zm9vYmFy', 'Zm9vYmFy'],
  ['a code of OAuth', 'https://x.example/callback?code=4%2F0Ab_x&scope=y', '0Ab_x'],
  ['a code of an e-mail', 'Your code is 123456.', '123456'],
  ['a code as JSON', '{"otp":"654321"}', '654321'],
  ['a connection string', 'postgres://app:hunter2@db.example:5432/x refused', 'hunter2'],
  ['one whose password has an @', 'postgresql://app:hun@ter2/x@db.example/x', 'ter2'],
  ['one over lines', 'failed:\n  url: redis://:hunter2@cache:6379\n', 'hunter2'],
  ['a sealed value', 'could not open sealed.ab12cd34.QUJDREVG_-x', 'QUJDREVG'],
  ['a secret of the data folder', `wrong secret ${HEX}`, HEX],
  ['a secret after a very long word', `${'a-'.repeat(20_000)} password=hunter2`, 'hunter2'],
  ['an e-mail address', 'no profile of ann.smith+x@shop.example', 'ann.smith'],
]

test.each(SECRETS)('keeps %s out of the log', (_, text, secret) => {
  expect(text).toContain(secret)
  for (const error of [new Error(text), text, new Error('outside', { cause: new Error(text) }), { text }])
    expect(logged(error)).not.toContain(secret)
  expect(logged(new Error('x'), text)).not.toContain(secret)
})

test('tells what broke: time, place, message, code, stack and causes', () => {
  const cause = Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' })
  const line = logged(new TypeError('cannot read the plan', { cause }), 'POST /api/bursts')
  expect(line).toMatch(/^\[\d{4}-\d\d-\d\dT[\d:.]+Z\] POST \/api\/bursts: TypeError: cannot read the plan/)
  expect(line).toContain('redact.test.ts')
  expect(line).toContain('caused by (ECONNREFUSED) Error: connection refused')
})

test('tells nothing of a query but what the database said of it', () => {
  const query = new DrizzleQueryError('select $1', ['private'], new Error('relation "x" does not exist'))
  expect(logged(query)).toContain('relation "x" does not exist')
  expect(logged(query)).not.toContain('private')
})

test('leaves out what drivers hang on their errors', () => {
  expect(logged(Object.assign(new Error('x'), { detail: 'Key (name)=(private)' }))).not.toContain('private')
})

test('takes anything that can be thrown, and is never slow about it', () => {
  const loop: { self?: unknown } = {}
  loop.self = loop
  const self = new Error('its own cause')
  self.cause = self
  for (const thrown of [undefined, null, 1n, Symbol('x'), loop, self, () => 1])
    expect(logged(thrown)).toContain('a test')
  const start = performance.now()
  for (const long of ['a://', 'x@', '"password":"', 'a-', 'eyJ', 'cookie: ', '\\"'])
    expect(logged(new Error(long.repeat(100_000 / long.length))).length).toBeLessThanOrEqual(10_000)
  expect(performance.now() - start).toBeLessThan(5_000)
})

test('an answer repeats no secret of its caller and keeps our own words', () => {
  expect(redactAnswer(`"https://me:hunter2@shop.example" is not a target; nor is ${JWT}.`)).toBe(
    '"https://[hidden]@shop.example" is not a target; nor is [hidden].',
  )
  const words = 'Expected Authorization: Bearer with a valid access token. Your password was not changed.'
  expect(redactAnswer(words)).toBe(words)
})
