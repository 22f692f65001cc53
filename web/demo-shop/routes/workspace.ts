import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Account, Accounts } from '../accounts.ts'
import { email, readForm, words } from '../form.ts'
import { dashboardPage } from '../pages/dashboard.ts'
import { blankForm } from '../pages/field.ts'
import { invitePage, ROLES } from '../pages/invite.ts'
import { settingsPage, TIME_ZONES } from '../pages/settings.ts'
import { PlanId } from '../plans.ts'
import type { ShopEnv, Visits } from '../visit.ts'
import type { Render } from './render.ts'

const SettingsForm = z.object({
  firstName: words('your first name'),
  lastName: words('your last name'),
  company: words('your company or studio'),
  timeZone: z.enum(Object.keys(TIME_ZONES), 'Choose a time zone from the list.'),
})
const InviteForm = z.object({ email, role: z.enum(Object.keys(ROLES), 'Choose a role from the list.') })

/** Pages for customers only: everybody else is asked to log in. */
export function workspaceRoutes(accounts: Accounts, visits: Visits, render: Render) {
  const app = new Hono<ShopEnv>()
  const member =
    (answer: (c: Context<ShopEnv>, account: Account) => Response | Promise<Response>) =>
    (c: Context<ShopEnv>) =>
      c.var.account ? answer(c, c.var.account) : c.redirect('/login', 303)

  app.get(
    '/dashboard',
    member((c, account) => render(c, dashboardPage(account, PlanId.safeParse(c.req.query('plan')).data))),
  )

  app.get(
    '/settings',
    member((c, account) => {
      const { firstName, lastName, company, timeZone } = account
      return render(c, settingsPage(account, blankForm({ firstName, lastName, company, timeZone })))
    }),
  )
  app.post(
    '/settings',
    member(async (c, account) => {
      const { data, form } = await readForm(c, SettingsForm)
      if (!data) return render(c, settingsPage(account, form), 422)
      Object.assign(account, data)
      visits.announce(c, { name: 'settings_saved', properties: {} }, 'Your changes are saved.')
      return c.redirect('/settings', 303)
    }),
  )

  app.get(
    '/invite',
    member((c, account) => render(c, invitePage(account, blankForm()))),
  )
  app.post(
    '/invite',
    member(async (c, account) => {
      const { data, form } = await readForm(c, InviteForm)
      if (!data) return render(c, invitePage(account, form), 422)
      accounts.invite(account, data)
      visits.announce(
        c,
        { name: 'invite_sent', properties: { role: data.role } },
        `${data.email} is invited.`,
      )
      return c.redirect('/invite', 303)
    }),
  )
  return app
}
