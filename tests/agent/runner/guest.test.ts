import { expect, test } from 'vitest'
import { Guest } from '../../../agent/runner/guest.ts'
import { createSealer } from '../../../db/sealing.ts'
import { visitedShop } from '../../support/visitors.ts'

test('whom no secret opens any more stays as they were; the visit is a new person, and says why', async () => {
  const house = await visitedShop('pglite')
  const known = await house.met()
  const [one] = await house.planned({ sessions: 1 })
  const session = await house.claim(one)
  const sealer = await createSealer(['another secret'])
  const guest = await Guest.of(sealer, session, Date.now())
  expect(guest.told).toMatchObject({ returning: false, visit: 1 })
  expect(guest.told.notReturning).toMatch(/no secret of APP_SECRETS/)
  expect(guest.told.id).not.toBe(known)
  expect(guest.storage).toBeUndefined()
  expect(guest.plan.persona.variables.email).toMatch(/@example\./)
  expect((await house.list()).items).toMatchObject([{ id: known, email: `${known}@example.com` }])
  await house.database.close()
})

test('an account is made by an address with a password, or a sign-up with an address; never by logging in', async () => {
  const house = await visitedShop('pglite')
  const accountsAfter = async (steps: [text: string, ...typed: string[]][]) => {
    await house.empty()
    const [one] = await house.planned({ sessions: 1, newVisitors: 100 })
    const session = await house.claim(one)
    const guest = await Guest.of(house.sealer, session, Date.now())
    for (const [text, ...typed] of steps) await guest.stepDone(house.db, session.hold, text, typed)
    return (await house.list(true)).items.map(({ email }) => email === guest.plan.persona.variables.email)
  }
  expect(await accountsAfter([['fill in the form', 'email', 'password']])).toEqual([true])
  expect(
    await accountsAfter([
      ['give your address', 'email'],
      ['go on', 'password'],
      ['go on', 'email'],
    ]),
  ).toEqual([true])
  expect(await accountsAfter([['sign up', 'email']])).toEqual([true])
  expect(await accountsAfter([['log in', 'email', 'password']])).toEqual([])
  expect(await accountsAfter([['subscribe to the newsletter', 'email']])).toEqual([])
  expect(await accountsAfter([['open the sign-up page']])).toEqual([])
  await house.database.close()
})
