import type { Browser, Page } from 'playwright-core'
import { field, openScreen, press } from '../support/screen.ts'
import { pictureDoctor } from './doctor.ts'

type Picture = (page: Page, name: string) => Promise<void>

/** The pages about people, targets, keys and workspaces: as who manages them sees them, and as a member does. */
export async function picturePeople(
  page: Page,
  { browser, url, picture }: { browser: Browser; url: string; picture: Picture },
): Promise<void> {
  const go = (path: string) => page.goto(new URL(path, url).href)
  await go('/settings/keys')
  await page.getByText('No keys yet').waitFor()
  await picture(page, 'keys-none')
  await field(page, 'Name').fill('Nightly')
  await press(page, 'Make the key')
  await field(page, 'Key').waitFor()
  await picture(page, 'key-made')
  await go('/settings/targets')
  await field(page, 'Address of your site').fill('https://shop.example.com')
  await press(page, 'Add the site')
  await page.getByRole('heading', { name: 'Show that this site is yours' }).waitFor()
  await picture(page, 'target-new')
  await press(page, 'Check now')
  await page.getByText(/^Not found: /).waitFor()
  await picture(page, 'target-missed')
  await go('/settings/targets')
  await page.getByText(/^Last look: /).waitFor()
  await picture(page, 'targets')
  await pictureDoctor(page, url, picture)
  await go('/profile')
  await field(page, 'Your name').waitFor()
  await picture(page, 'profile-terminal')
  await go('/settings/workspace')
  await field(page, 'Name of the workspace').waitFor()
  await picture(page, 'workspace')
  await go('/team')
  await field(page, 'Email').fill('bo@example.com')
  await press(page, 'Invite')
  const link = await field(page, 'Invitation link').inputValue()
  await page.getByText('good until').first().waitFor()
  await picture(page, 'team')
  await pictureGuest(await openScreen(browser, { colorScheme: 'light', baseURL: url }), link, picture)
  await page.reload()
  await press(page, 'More about bo@example.com')
  await page.getByRole('menuitem', { name: 'Remove from the workspace' }).click()
  await page.getByRole('dialog').waitFor()
  await picture(page, 'team-remove')
}

async function pictureGuest({ page }: { page: Page }, link: string, picture: Picture): Promise<void> {
  await page.goto('/invite#made-up')
  await page.getByRole('heading', { name: 'There is no such invitation' }).waitFor()
  await picture(page, 'invite-unknown')
  await page.goto('/sign-in')
  await page.goto(link)
  await page.getByRole('link', { name: 'Create an account' }).waitFor()
  await picture(page, 'invite')
  for (const path of ['/sign-up', '/forgot']) {
    await page.goto(path)
    await field(page, 'Email').waitFor()
    await picture(page, path.slice(1))
  }
  await page.goto(link)
  await page.getByRole('link', { name: 'Create an account' }).click()
  await field(page, 'Email').fill('bo@example.com')
  await field(page, 'Password').fill('Correct-horse-9')
  await press(page, 'Create the account')
  const join = page.getByRole('button', { name: /^Join/ })
  await join.waitFor()
  await picture(page, 'invite-join')
  await join.click()
  await page.getByRole('button', { name: /^Workspace:/ }).click()
  await page.getByRole('menuitem', { name: 'New workspace' }).waitFor()
  await picture(page, 'workspaces')
  for (const [name, path] of [
    ['team-member', '/team'],
    ['targets-member', '/settings/targets'],
    ['keys-member', '/settings/keys'],
    ['workspace-member', '/settings/workspace'],
  ] as const) {
    await page.goto(path)
    await page.getByText('You are a member here.').waitFor()
    await picture(page, name)
  }
  await page.goto('/profile')
  await field(page, 'Present password').waitFor()
  await picture(page, 'profile')
  await page.goto('/settings/targets')
  await page.getByRole('link', { name: /Demo shop/ }).click()
  await page.getByText('Sessions say that they are synthetic.').waitFor()
  await picture(page, 'target-member')
}
