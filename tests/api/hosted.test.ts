import { createHmac } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { deriveSecret } from '../../api/derive-secret.ts'
import worker from '../../api/worker.ts'

afterEach(() => vi.restoreAllMocks())

test('a Worker without its variables answers 503, and names them to its log alone', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  const request = new Request('https://api.example/api/targets')
  const response = await worker.fetch(request, {}, { waitUntil: () => {} })
  expect(response.status).toBe(503)
  expect(await response.text()).not.toContain('APP_SECRETS')
  for (const name of ['HYPERDRIVE', 'SUPABASE_URL', 'APP_SECRETS'])
    expect(String(log.mock.calls[0]?.[0])).toContain(name)
})

test('derives by Web Crypto the secrets that folders of earlier versions signed with', async () => {
  const before = createHmac('sha256', 'a secret').update('tool approvals').digest('hex')
  expect(await deriveSecret('a secret', 'tool approvals')).toBe(before)
})
