import { expect, test } from 'vitest'
import { boundStorage, MAX_STORAGE_BYTES } from '../../../agent/runner/bound-storage.ts'

const of = (local: Record<string, string>) => ({ cookies: [{ name: 'a' }], origin: 'x', local, readAt: 0 })

test('keeps what says who somebody is, and lets a cache of megabytes go', () => {
  const kept = boundStorage(of({ cache: 'x'.repeat(5_000_000), id: 'ann', list: 'y'.repeat(40_000) }))
  expect(Object.keys(kept.local).toSorted()).toEqual(['id', 'list'])
  expect(kept.cookies).toEqual([{ name: 'a' }])
})

test('is never above the bound, however many pieces there are', () => {
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`key ${i}`, `wörd ${i}`]))
  const { cookies, local } = boundStorage(of(many))
  const size = Buffer.byteLength(JSON.stringify({ cookies, local }))
  expect(size).toBeLessThan(MAX_STORAGE_BYTES + 50)
  expect(Object.keys(local).length).toBeGreaterThan(1000)
})
