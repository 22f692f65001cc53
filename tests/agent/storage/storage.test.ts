import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bucketStorage } from '../../../agent/storage/bucket.ts'
import { folderStorage } from '../../../agent/storage/folder.ts'
import type { Storage } from '../../../agent/storage/port.ts'
import { startLiteStorage } from '../../support/lite-storage.ts'

interface Opened {
  storage: Storage
  close(): Promise<unknown>
}
const IMPLEMENTATIONS: [string, () => Promise<Opened>][] = [
  [
    'a folder',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'sessionburst-storage-'))
      return { storage: folderStorage(folder), close: () => rm(folder, { recursive: true }) }
    },
  ],
  [
    'a bucket of Supabase Storage',
    async () => {
      const lite = await startLiteStorage()
      return { storage: bucketStorage(lite.project), close: lite.close }
    },
  ],
]
const bytes = (text: string) => new TextEncoder().encode(text)

describe.each(IMPLEMENTATIONS)('the storage in %s', (_, open) => {
  let opened: Opened
  let storage: Storage
  beforeAll(async () => {
    opened = await open()
    storage = opened.storage
  })
  afterAll(() => opened.close())

  const read = async (key: string) => {
    const found = await storage.get(key)
    return found && { type: found.type, size: found.size, text: await new Response(found.body).text() }
  }

  test('gives back what was put, with its type and size', async () => {
    await storage.put('w/b/a.jpg', bytes('picture'))
    expect(await read('w/b/a.jpg')).toEqual({ type: 'image/jpeg', size: 7, text: 'picture' })
    expect(await storage.get('w/b/none.jpg')).toBeUndefined()
    expect(await storage.get('none/b/a.jpg')).toBeUndefined()
  })

  test('replaces what was there', async () => {
    await storage.put('w/b/twice.jpg', bytes('first, longer'))
    await storage.put('w/b/twice.jpg', bytes('second'))
    expect((await read('w/b/twice.jpg'))?.text).toBe('second')
  })

  test('takes a stream', async () => {
    const rows = Array.from({ length: 1_000 }, (_, number) => `${number}\n`)
    await storage.put('w/exports/e.csv', new Blob(rows).stream())
    expect((await read('w/exports/e.csv'))?.text).toBe(rows.join(''))
  })

  test('removes keys and everything below a prefix, and nothing else; what is not there is no error', async () => {
    const keys = ['x/b/1.jpg', 'x/b/2.jpg', 'x/c/3.jpg', 'xy/b/4.jpg']
    for (const key of keys) await storage.put(key, bytes(key))
    await storage.remove(['x/b/1.jpg', 'x/none.jpg', 'nothing/'])
    expect(await read('x/b/1.jpg')).toBeUndefined()
    expect((await read('x/b/2.jpg'))?.text).toBe('x/b/2.jpg')
    await storage.remove(['x/'])
    const left = await Promise.all(keys.map(read))
    expect(left.map((found) => found?.text)).toEqual([undefined, undefined, undefined, 'xy/b/4.jpg'])
  })

  test('removes more than one listing shows', async () => {
    await Promise.all(Array.from({ length: 105 }, (_, n) => storage.put(`many/b/${n}.jpg`, bytes('x'))))
    await storage.remove(['many/'])
    const left = await Promise.all(Array.from({ length: 105 }, (_, n) => storage.get(`many/b/${n}.jpg`)))
    expect(left.filter(Boolean)).toEqual([])
  })

  test.each(['../a.jpg', '/a.jpg', 'a/../b.jpg', 'a.exe', 'a', ''])('takes no key like "%s"', async (key) => {
    await expect(storage.put(key, bytes('x'))).rejects.toThrow('no key')
    await expect(storage.get(key)).rejects.toThrow('no key')
    await expect(storage.remove([key])).rejects.toThrow('no key')
  })
})

test('a stream that breaks leaves no object and keeps the one before', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sessionburst-storage-'))
  const storage = folderStorage(folder)
  await storage.put('w/e.csv', bytes('before'))
  const broken = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(bytes('half')),
    pull: () => Promise.reject(new Error('broke')),
  })
  await expect(storage.put('w/e.csv', broken)).rejects.toThrow('broke')
  expect(await new Response((await storage.get('w/e.csv'))?.body).text()).toBe('before')
  expect(await readdir(join(folder, 'w'))).toEqual(['e.csv'])
  await rm(folder, { recursive: true })
})
