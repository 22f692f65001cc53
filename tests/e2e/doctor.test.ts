import { afterAll, beforeAll, expect, test } from 'vitest'
import { signUp, startAccounts } from '../support/account-page.ts'
import { field, press } from '../support/screen.ts'
import { startSite } from '../support/sites.ts'

let house: Awaited<ReturnType<typeof startAccounts>>
beforeAll(async () => {
  house = await startAccounts()
})
afterAll(() => house?.close())

test('the doctor comes to a proven site by itself; the page says the next step until sessions may run', async () => {
  await house.run()
  const vendor = await startSite()
  const site = await startSite({
    '/': `<title>Mine</title><script src="http://127.0.0.1:${vendor.port}/umami.js"></script>
      <main><a href="/pricing">Pricing</a><button>Sign up</button></main>`,
    '/pricing': '<title>Plans</title><h1>Pricing</h1>',
  })
  const other = `127.0.0.1:${vendor.port}`
  const { page, flaws } = await house.device()
  await signUp(page, 'ida@example.com')
  const next = page.getByRole('region', { name: 'Next step' })
  await page.goto('/settings/targets')
  await field(page, 'Address of your site').fill(`http://127.0.0.1:${site.port}`)
  await press(page, 'Add the site')
  await next.getByText('Prove that this site is yours.').waitFor()
  await press(page, 'See the ways')
  await expect.poll(() => page.locator(':focus').innerText()).toBe('Show that this site is yours')
  const file = new URL(await field(page, 'Address of the file').inputValue())
  site.pages[file.pathname] = await field(page, 'Line in the file').inputValue()
  await press(page, 'Check now')
  await next.getByText('Decide on 1 third party').waitFor()
  await page.getByText('would drop our sessions').waitFor()
  expect(await flaws()).toEqual([])

  await press(page, 'Decide')
  await press(page, `Approve ${other}`)
  await page.getByRole('button', { name: `Approve ${other}`, pressed: true }).waitFor()
  await next.getByText('Umami would not record them yet').waitFor()
  const label = { name: 'Sessions say that they are synthetic' }
  await page.getByRole('switch', label).click()
  await page.getByRole('switch', { ...label, checked: false }).waitFor()
  await field(page, 'Decline').fill('30')
  await page.getByText('Together 130, and not 100.').waitFor()
  await field(page, 'Accept').fill('70')
  await press(page, 'Save the shares')
  await field(page, 'Pattern').fill('ida@example.com')
  await press(page, 'Save the pattern')
  await page.getByText(/expected an address with \{\{n\}\}/).waitFor()
  await field(page, 'Pattern').fill('ida+{{n}}@example.com')
  await press(page, 'Save the pattern')
  await page.getByRole('button', { name: 'Addresses that no mail can reach' }).waitFor()
  await page.getByText('Filters that leave them out of your reports').click()
  expect(await field(page, 'Filter for PostHog').inputValue()).toContain('synthetic')
  expect(await flaws(/status of 400 .*\/api\/targets/)).toEqual([])

  await page.reload()
  await page.getByRole('switch', { ...label, checked: false }).waitFor()
  expect(await field(page, 'Accept').inputValue()).toBe('70')
  const sentence = `Run 10 sessions on 127.0.0.1:${site.port}: open pricing, then sign up`
  await page.getByRole('link', { name: sentence }).click()
  await page.waitForURL('**/c/new')
  await expect.poll(() => field(page, 'Message').inputValue()).toBe(sentence)
  expect(await flaws(/status of 400 .*\/api\/targets/)).toEqual([])
  await Promise.all([site.close(), vendor.close()])
})
