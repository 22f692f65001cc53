import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { bucketStorage, faultOfBucket } from '../../../agent/storage/bucket.ts'
import { dropParts, folderStorage } from '../../../agent/storage/folder.ts'
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
    return found && { type: found.type, text: await new Response(found.body).text() }
  }

  test('gives back what was put, with its type', async () => {
    await storage.put('w/b/a.jpg', bytes('picture'))
    expect(await read('w/b/a.jpg')).toEqual({ type: 'image/jpeg', text: 'picture' })
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

  test('a stream that breaks leaves no object and keeps the one before', async () => {
    await storage.put('w/exports/broken.csv', bytes('before'))
    const breaking = () => {
      let pulled = 0
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          if (pulled++ > 20) throw new Error('broke')
          controller.enqueue(new Uint8Array(100_000))
        },
      })
    }
    await expect(storage.put('w/exports/broken.csv', breaking())).rejects.toThrow()
    await expect(storage.put('w/exports/never.csv', breaking())).rejects.toThrow()
    expect((await read('w/exports/broken.csv'))?.text).toBe('before')
    expect(await read('w/exports/never.csv')).toBeUndefined()
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

test('a bucket that is public, or not there, is told from a private one and from one out of reach', async () => {
  const { project, close } = await startLiteStorage()
  await createClient(project.url, project.secretKey).storage.createBucket('open', { public: true })
  expect(await faultOfBucket(project)).toBeUndefined()
  expect(await faultOfBucket({ ...project, bucket: 'open' })).toMatch(/^expected a private bucket/)
  expect(await faultOfBucket({ ...project, bucket: 'none' })).toMatch(/none with the name "none"$/)
  await close()
  expect(await faultOfBucket({ ...project, bucket: 'open' })).toBeUndefined()
})

test('what a kill left half written goes with the next start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sessionburst-storage-'))
  const storage = folderStorage(folder)
  await storage.put('w/e.csv', bytes('whole'))
  const endless = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) })
  const writing = storage.put('w/f.csv', endless)
  await vi.waitUntil(async () => (await readdir(join(folder, '.parts'))).length === 1)
  await dropParts(folder)
  expect(await readdir(folder)).toEqual(['w'])
  expect(await readdir(join(folder, 'w'))).toEqual(['e.csv'])
  void writing
  await rm(folder, { recursive: true })
})
