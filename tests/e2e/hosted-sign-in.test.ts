import { afterAll, beforeAll, expect, test } from 'vitest'
import { isIn, signIn, signUp, startAccounts, toProfile } from '../support/account-page.ts'
import { startHostedSupabase } from '../support/hosted-supabase.ts'
import { freePorts } from '../support/process.ts'
import { axeFindings, field, press } from '../support/screen.ts'

let supabase: Awaited<ReturnType<typeof startHostedSupabase>>
let house: Awaited<ReturnType<typeof startAccounts>>
const mails: { to: string; link: string }[] = []

beforeAll(async () => {
  const port = await freePorts()
  supabase = await startHostedSupabase({
    pageUrl: `http://localhost:${port}`,
    onMail: (mail) => void mails.push(mail),
  })
  house = await startAccounts({
    PORT: String(port),
    SUPABASE_URL: supabase.url,
    SUPABASE_PUBLISHABLE_KEY: 'anon',
  })
})
afterAll(async () => {
  await house?.close()
  await supabase?.close()
})

test('SUPABASE_URL alone moves sign-in to a project elsewhere: the same page, another origin, its own keys', async () => {
  const { page, flaws } = await house.device()
  await signUp(page, 'hana@example.com')
  expect((await page.request.get('/auth/v1/settings')).status()).toBe(404)
  await page.reload()
  await isIn(page)
  await toProfile(page)
  await press(page, 'Sign out here')
  await page.waitForURL('**/sign-in')
  await signIn(page, 'hana@example.com')
  await isIn(page)
  expect(await axeFindings(page)).toEqual([])
  expect(await flaws()).toEqual([])
})

test('a code by mail comes from the project, and its link signs in', async () => {
  const { page, flaws } = await house.device()
  await page.goto('/sign-in')
  await press(page, 'Use a code by mail')
  await field(page, 'Email').fill('hana@example.com')
  await press(page, 'Send a code')
  await field(page, 'Code').waitFor()
  expect(mails.map(({ to }) => to)).toEqual(['hana@example.com'])
  const other = await house.device()
  await other.page.goto(mails[0]?.link ?? '')
  await press(other.page, 'Sign in as hana@example.com')
  await isIn(other.page)
  expect([...(await flaws()), ...(await other.flaws())]).toEqual([])
})

test('the mailed way to an invitation signs in and leads there, with nothing left in the address', async () => {
  const { page, flaws } = await house.device()
  await signUp(page, 'ida@example.com')
  await page.goto('/team')
  await field(page, 'Email').fill('kai@example.com')
  await press(page, 'Invite')
  await page.getByText('The same way goes by mail to kai@example.com').waitFor()
  const other = await house.device()
  await other.page.goto(mails.findLast(({ to }) => to === 'kai@example.com')?.link ?? '')
  await press(other.page, 'Sign in as kai@example.com')
  const join = other.page.getByRole('button', { name: "Join ida's workspace" })
  await join.waitFor()
  expect(other.page.url()).toMatch(/\/invite$/)
  await join.click()
  await other.page.getByRole('button', { name: "Workspace: ida's workspace" }).waitFor()
  expect([...(await flaws()), ...(await other.flaws())]).toEqual([])
})
