import { afterAll, beforeAll, expect, test } from 'vitest'
import { signUp, startAccounts } from '../support/account-page.ts'
import { press } from '../support/screen.ts'

let house: Awaited<ReturnType<typeof startAccounts>>
beforeAll(async () => {
  house = await startAccounts()
})
afterAll(() => house?.close())

test('the accounts that visitors made and the steps they learnt are on the page of their target, and are forgotten there', async () => {
  await house.run()
  const { page, flaws } = await house.device()
  await signUp(page, 'vic@example.com')
  await page.goto('/settings/targets')
  await page.getByRole('link', { name: 'Demo shop' }).click()
  await page.getByText('Nobody yet.').waitFor()
  const data = { sessions: 1, target: 'demo shop', journey: ['sign up'] }
  const headers = { origin: house.url }
  expect((await page.request.post('/api/bursts', { data, headers })).status()).toBe(201)
  const kept = async () => {
    const { items } = await (await page.request.get('/api/targets')).json()
    const answer = await page.request.get(`/api/targets/${items[0].id}/visitors?accounts=true`)
    return (await answer.json()).totals
  }
  await expect.poll(kept, { timeout: 90_000 }).toEqual({ people: 1, canReturn: 1, accounts: 1 })
  await page.reload()
  await page.getByText('1 person can come back, 1 account was made.').waitFor()
  const made = page.getByRole('list', { name: 'Accounts they made' }).getByRole('listitem')
  expect(await made.innerText()).toMatch(/@example\..*1 visit/s)
  expect(await flaws()).toEqual([])

  const steps = page.getByRole('list', { name: 'Learnt steps' }).getByRole('listitem')
  await steps.getByText(/^sign up on \/, (desktop|mobile|tablet)$/).click()
  expect(await steps.first().innerText()).toMatch(/click ".*with %email%/s)
  expect(await flaws()).toEqual([])
  await page.getByRole('button', { name: /^Forget the step sign up on/ }).click()
  await page.getByText('None yet. The first visit that takes a step learns it.').waitFor()

  await page.getByRole('button', { name: /^Forget the visitor / }).click()
  expect(await flaws()).toEqual([])
  await press(page, 'Keep them')
  await press(page, 'Forget all visitors')
  await page.getByRole('dialog', { name: 'Forget all visitors of Demo shop?' }).waitFor()
  await press(page, 'Forget them')
  await page.getByText('Nobody yet.').waitFor()
  expect(await kept()).toEqual({ people: 0, canReturn: 0, accounts: 0 })
  expect(await flaws()).toEqual([])
})
