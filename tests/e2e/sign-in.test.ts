import { afterAll, beforeAll, expect, test } from 'vitest'
import { isIn, PASSWORD, signIn, signUp, startAccounts, toProfile } from '../support/account-page.ts'
import { axeFindings, field, press } from '../support/screen.ts'

let house: Awaited<ReturnType<typeof startAccounts>>
beforeAll(async () => {
  house = await startAccounts()
})
afterAll(() => house?.close())

test('a newcomer signs up, is told why a wrong password does not do, and comes to where they wanted', async () => {
  const { page, flaws } = await house.device()
  await page.goto('/bursts')
  await page.getByRole('link', { name: 'Create an account' }).click()
  await page.getByRole('heading', { name: 'Create an account' }).waitFor()
  expect(await axeFindings(page)).toEqual([])
  await field(page, 'Email').fill('ann@example.com')
  await field(page, 'Password').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/bursts')
  await toProfile(page)
  await press(page, 'Sign out here')
  await page.waitForURL('**/sign-in')
  await signIn(page, 'ann@example.com', 'wrong-password')
  await page
    .getByRole('alert')
    .getByText(/do not belong together.*reset/)
    .waitFor()
  expect(await axeFindings(page)).toEqual([])
  await signIn(page, 'ann@example.com')
  await isIn(page)
  expect(await flaws(/status of 400 .*\/auth\/v1\/token/)).toEqual([])
})

test('a code that stands in the terminal signs in, and its link asks first where nobody asked for it', async () => {
  const { page, flaws } = await house.device()
  await page.goto('/sign-in')
  await press(page, 'Use a code by mail')
  await field(page, 'Email').fill('carl@example.com')
  await press(page, 'Send a code')
  await page.getByText(/This server sends no mail.*stands in the terminal/).waitFor()
  expect(await axeFindings(page)).toEqual([])
  const { code, link } = await house.mailTo('carl@example.com')
  await field(page, 'Code').fill('000000')
  await press(page, 'Go on')
  await page
    .getByRole('alert')
    .getByText(/not valid/)
    .waitFor()
  await field(page, 'Code').fill(code)
  await press(page, 'Go on')
  await isIn(page)
  expect(await flaws(/status of 40[03] .*\/auth\/v1\/verify/)).toEqual([])

  const other = await house.device()
  await other.page.goto(link)
  await other.page
    .getByRole('alert')
    .getByText(/Sign in below/)
    .waitFor()
  await press(other.page, 'Use a code by mail')
  await field(other.page, 'Email').fill('carl@example.com')
  await press(other.page, 'Send a code')
  await field(other.page, 'Code').waitFor()
  const again = await house.mailTo('carl@example.com')
  const third = await house.device()
  await third.page.goto(again.link)
  await third.page.getByRole('heading', { name: 'Is this you?' }).waitFor()
  await third.page.getByText('carl@example.com').first().waitFor()
  expect(await axeFindings(third.page)).toEqual([])
  await press(third.page, 'Sign in as carl@example.com')
  await isIn(third.page)
  expect(third.page.url()).not.toContain('access_token')
  expect([...(await other.flaws()), ...(await third.flaws())]).toEqual([])
})

test('a forgotten password is reset by link, and every other device is out', async () => {
  const old = await house.device()
  await signUp(old.page, 'dora@example.com')
  const { page, flaws } = await house.device()
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgot the password?' }).click()
  await page.getByRole('heading', { name: 'Forgot the password?' }).waitFor()
  await field(page, 'Email').fill('dora@example.com')
  await press(page, 'Send the message')
  await field(page, 'Code').waitFor()
  await page.goto((await house.mailTo('dora@example.com')).link)
  await page.getByRole('heading', { name: 'Choose a new password' }).waitFor()
  await field(page, 'New password').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await field(page, 'New password').fill('Another-horse-9')
  await press(page, 'Save and go on')
  await isIn(page)
  await old.page.getByRole('dialog', { name: 'Sign in again' }).waitFor({ timeout: 5_000 })
  await field(old.page, 'Password').fill('Another-horse-9')
  await press(old.page, 'Sign in')
  await old.page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await flaws()).toEqual([])
})

test.each([
  ['GitHub', /octo/, 'octo@example.com'],
  ['Google', /goo@example\.com/, 'goo@example.com'],
] as const)('%s signs in by PKCE, and once more into the same account', async (provider, user, email) => {
  const { page, flaws } = await house.device()
  await house.providers.leadToGoogle(page)
  const codes: string[] = []
  page.on('request', (request) => {
    if (/\/token\?grant_type=pkce/.test(request.url())) codes.push(request.postData() ?? '')
  })
  const people = new Set<string>()
  for (const round of ['first', 'second']) {
    await page.goto('/sign-in?next=/sessions')
    await press(page, `Continue with ${provider}`)
    await page.getByRole('button', { name: user }).click()
    await page.waitForURL('**/sessions')
    await page.getByRole('heading', { name: 'Sessions', exact: true }).waitFor()
    expect(page.url(), round).not.toMatch(/code=|token/)
    const me = await page.evaluate(async () => (await fetch('/api/me')).json())
    expect(me.user.email).toBe(email)
    people.add(me.user.id)
    expect(await flaws()).toEqual([])
    await toProfile(page)
    await press(page, 'Sign out here')
    await page.waitForURL('**/sign-in')
  }
  expect(people.size).toBe(1)
  expect(codes.map((body) => Object.keys(JSON.parse(body)).toSorted())).toEqual([
    ['auth_code', 'code_verifier'],
    ['auth_code', 'code_verifier'],
  ])
})

test('a provider that refuses, and a code that is not ours, are explained on the sign-in page', async () => {
  const { page, flaws } = await house.device()
  await page.goto('/sign-in?error=access_denied&error_description=The+user+has+denied+access')
  await page.getByRole('alert').getByText('The user has denied access. Sign in below').waitFor()
  await page.goto('/sign-in?code=1e0f4f2a-0000-4000-8000-000000000000&next=https://evil.example')
  await page.getByRole('alert').waitFor()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(page.url()).not.toContain('evil')
  expect(await flaws(/status of 40\d .*\/auth\/v1\/token/)).toEqual([])
})

test('dark and 390 px wide, every page of signing in fits and is readable', async () => {
  const { page, flaws } = await house.device({
    colorScheme: 'dark',
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  const fits = async () => {
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth)).toBe(0)
    expect(await flaws()).toEqual([])
  }
  for (const path of ['/sign-in', '/sign-up', '/forgot', '/reset']) {
    await page.goto(path)
    await fits()
  }
  await signUp(page, 'jon@example.com')
  await page.goto('/profile')
  await field(page, 'Present password').waitFor()
  await fits()
})
