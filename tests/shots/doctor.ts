import type { Page } from 'playwright-core'
import { field, press } from '../support/screen.ts'
import { startSite } from '../support/sites.ts'

type Picture = (page: Page, name: string) => Promise<void>

/** A site's page from its proof to its next step: inspected, with hosts to decide on, and how sessions show themselves. */
export async function pictureDoctor(page: Page, url: string, picture: Picture): Promise<void> {
  const site = await startSite({
    '/': `<title>Mine</title><script>umami = { track() {} }</script><script src="https://fonts.example/f.js"></script>
      <script src="https://cdn.example:8443/x.js"></script><script src="https://cdn.cookielaw.org/a.js"></script>
      <main><a href="/pricing">Pricing</a><button>Sign up</button></main>`,
    '/pricing': '<title>Plans</title><h1>Pricing</h1>',
  })
  try {
    await page.goto(new URL('/settings/targets', url).href)
    await field(page, 'Address of your site').fill(`http://127.0.0.1:${site.port}`)
    await press(page, 'Add the site')
    const file = new URL(await field(page, 'Address of the file').inputValue())
    site.pages[file.pathname] = await field(page, 'Line in the file').inputValue()
    await press(page, 'Check now')
    await page.getByText(/^Looking around/).waitFor()
    await picture(page, 'target-inspecting')
    await page.getByText(/^Last inspected/).waitFor()
    await picture(page, 'target-inspected')
    await press(page, 'Decide')
    await press(page, 'Approve fonts.example')
    await page.getByText(/^Kept/).waitFor()
    await picture(page, 'target-third-parties')
    await page.getByText('Filters that leave them out of your reports').click()
    await field(page, 'Filter for Amplitude').scrollIntoViewIfNeeded()
    await picture(page, 'target-label')
    await field(page, 'Decline').fill('30')
    await field(page, 'Pattern').scrollIntoViewIfNeeded()
    await picture(page, 'target-consent')
  } finally {
    await site.close()
  }
}
