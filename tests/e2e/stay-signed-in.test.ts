import { afterAll, beforeAll, expect, test } from 'vitest'
import { isIn, PASSWORD, signIn, signUp, startAccounts, toProfile } from '../support/account-page.ts'
import { axeFindings, field, press, say } from '../support/screen.ts'

let house: Awaited<ReturnType<typeof startAccounts>>
beforeAll(async () => {
  house = await startAccounts()
})
afterAll(() => house?.close())

test('a login that expires while typing loses nothing: the dialog opens over the page, then the message goes', async () => {
  const { page, flaws } = await house.device()
  await signUp(page, 'eve@example.com')
  await field(page, 'Message').pressSequentially('what do you know')
  await page.evaluate(() => localStorage.removeItem('sessionburst-account'))
  await page.context().clearCookies()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Sign in again' })
  await dialog.waitFor()
  await field(page, 'Password').waitFor()
  expect(await axeFindings(page)).toEqual([])
  expect(await field(page, 'Email').inputValue()).toBe('eve@example.com')
  await field(page, 'Password').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  expect(await field(page, 'Message').inputValue()).toBe('what do you know')
  await field(page, 'Message').press('Enter')
  await page.getByRole('article', { name: 'You' }).getByText('what do you know').waitFor()
  await page.getByText('Reply finished').waitFor()
  // The conversation that the refused message would have made is looked for once.
  expect(await flaws(/status of 401/, /status of 404 .*\/messages/)).toEqual([])
})

test('a cookie that ran out is renewed by the token without a word', async () => {
  const { page, flaws } = await house.device()
  await signUp(page, 'fay@example.com')
  await page.context().clearCookies()
  await say(page, '/help')
  await page.getByText('Reply finished').waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.context().clearCookies()
  await page.goto('/sessions')
  await page.getByRole('heading', { name: 'Sessions', exact: true }).waitFor()
  expect(await flaws(/status of 401/)).toEqual([])
})

test('after a night of sleep the timer fires late, and the login is as fresh as the token', async () => {
  const { page, flaws } = await house.device()
  await page.clock.install()
  await signUp(page, 'gil@example.com')
  const renewed = page.waitForRequest(
    (request) => request.method() === 'POST' && request.url().endsWith('/api/session'),
  )
  await page.clock.fastForward('09:00:00')
  await renewed
  await field(page, 'Message').waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(await flaws()).toEqual([])
})

test('sign-out everywhere ends the other device within five seconds, with its stream', async () => {
  const here = await house.device()
  const there = await house.device()
  await signUp(here.page, 'hal@example.com')
  await there.page.goto('/sign-in')
  await signIn(there.page, 'hal@example.com')
  await isIn(there.page)
  await toProfile(here.page)
  expect(await axeFindings(here.page)).toEqual([])
  const ended = here.page.waitForResponse((response) => response.request().method() === 'DELETE')
  await press(here.page, 'Sign out everywhere')
  await ended
  const begun = Date.now()
  await there.page.getByRole('dialog', { name: 'Sign in again' }).waitFor()
  const took = Date.now() - begun
  console.info(`The other device was out after ${took} ms.`)
  expect(took).toBeLessThan(5_000)
  await here.page.waitForURL('**/sign-in')
  await here.page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await here.flaws()).toEqual([])
})

test('the profile takes a name, a password and an address, and says what it needs', async () => {
  const { page, flaws } = await house.device()
  await signUp(page, 'ida@example.com')
  await toProfile(page)
  await field(page, 'Your name').fill('Ida Example')
  await press(page, 'Save the name')
  await page.getByText('Saved.', { exact: true }).waitFor()
  await field(page, 'Present password').fill('not-this-one')
  await field(page, 'New password').fill('Another-horse-9')
  await press(page, 'Change the password')
  await page.getByRole('alert').getByText('This is not your present password.').waitFor()
  await field(page, 'Present password').fill(PASSWORD)
  await press(page, 'Change the password')
  await page.getByText('Saved. Your other devices are signed out.').waitFor()
  await field(page, 'New address').fill('ida@example.org')
  await press(page, 'Change the address')
  await field(page, 'Code').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await field(page, 'Code').fill((await house.mailTo('ida@example.com')).code)
  await press(page, 'Go on')
  await page.getByText('ida@example.org').first().waitFor()
  await page.reload()
  expect(await field(page, 'Your name').inputValue()).toBe('Ida Example')
  await page.getByRole('radio', { name: 'Dark' }).check()
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
  expect(await flaws(/status of 400 .*\/auth\/v1\/token/)).toEqual([])
})
