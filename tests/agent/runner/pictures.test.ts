import { expect, test } from 'vitest'
import { BrowserError, type Visitor } from '../../../agent/browser/port.ts'
import { pictureStep } from '../../../agent/runner/pictures.ts'
import { folderStorage } from '../../../agent/storage/folder.ts'
import { stepPictureKey } from '../../../db/objects.ts'
import { freshFolder } from '../../support/folder.ts'

const storage = folderStorage(await freshFolder())
const hold = { workspaceId: 'w', sessionId: 's', attempt: 2 }
const sessionOf = (number: number) => ({ workspaceId: 'w', burstId: 'b', id: `s${number}`, number })
const seeing = (screenshot: () => Promise<Uint8Array>) => ({ screenshot }) as Visitor
const visitor = seeing(async () => new Uint8Array([1]))

test("pictures each step of a burst's first sessions, and of the others those that failed", async () => {
  const kept = (session: number, number: number, ok: boolean) =>
    pictureStep(storage, { session: sessionOf(session), hold, visitor }, { number, ok })
  expect([await kept(1, 1, true), await kept(200, 20, true)]).toEqual([true, true])
  expect([await kept(1, 21, true), await kept(201, 1, true)]).toEqual([false, false])
  expect([await kept(1, 21, false), await kept(201, 1, false)]).toEqual([true, true])
  expect(await storage.get(stepPictureKey(sessionOf(201), { attempt: 2, number: 1 }))).toBeDefined()
})

test('a page that can not be drawn, or storage out of reach, costs the picture and not the visit', async () => {
  const scene = { session: sessionOf(1), hold, visitor }
  const slow = seeing(() => Promise.reject(new BrowserError('deadline', 'too slow')))
  expect(await pictureStep(storage, { ...scene, visitor: slow }, { number: 1, ok: true })).toBe(false)
  const away = { ...storage, put: () => Promise.reject(new Error('out of reach')) }
  expect(await pictureStep(away, scene, { number: 1, ok: true })).toBe(false)
  const crashed = seeing(() => Promise.reject(new BrowserError('crashed', 'gone')))
  await expect(
    pictureStep(storage, { ...scene, visitor: crashed }, { number: 1, ok: true }),
  ).rejects.toMatchObject({ fault: 'crashed' })
})
