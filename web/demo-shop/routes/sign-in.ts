import { Hono } from 'hono'
import { z } from 'zod'
import type { Accounts } from '../accounts.ts'
import { email, readForm, words } from '../form.ts'
import { blankForm } from '../pages/field.ts'
import { logInPage, signUpPage } from '../pages/sign-in.ts'
import { PlanId } from '../plans.ts'
import type { ShopEnv, Visits } from '../visit.ts'
import type { Render } from './render.ts'

const SignUpForm = z.object({
  firstName: words('your first name'),
  lastName: words('your last name'),
  email,
  company: words('your company or studio'),
  password: z
    .string('Choose a password.')
    .min(8, 'Use at least 8 characters.')
    .max(200, 'Keep this under 200 characters.'),
  plan: PlanId.optional().catch(undefined),
})

const LogInForm = z.object({ email, password: z.string().min(1, 'Enter your password.').max(200) })

export function signInRoutes(accounts: Accounts, visits: Visits, render: Render) {
  const app = new Hono<ShopEnv>()

  app.get('/signup', (c) => render(c, signUpPage(blankForm({ plan: c.req.query('plan') ?? '' }))))
  app.post('/signup', async (c) => {
    const { data, form } = await readForm(c, SignUpForm)
    if (!data) return render(c, signUpPage(form), 422)
    const { password, plan, ...details } = data
    const account = await accounts.open(details, password)
    if (!account) {
      form.errors.email = 'There is an account with this address already. Log in instead?'
      return render(c, signUpPage(form), 422)
    }
    visits.logIn(c, account)
    visits.announce(c, { name: 'signed_up', properties: { plan: plan ?? 'trial' } }, 'Your account is ready.')
    return c.redirect(plan ? `/dashboard?plan=${plan}` : '/dashboard', 303)
  })

  app.get('/login', (c) => render(c, logInPage(blankForm())))
  app.post('/login', async (c) => {
    const { data, form } = await readForm(c, LogInForm)
    if (!data) return render(c, logInPage(form), 422)
    const account = await accounts.authenticate(data.email, data.password)
    if (!account) {
      form.errors.password = 'This address and password do not go together.'
      return render(c, logInPage(form), 422)
    }
    visits.logIn(c, account)
    visits.announce(c, { name: 'logged_in', properties: { plan: account.plan } })
    return c.redirect('/dashboard', 303)
  })

  app.post('/logout', (c) => {
    visits.logOut(c)
    return c.redirect('/', 303)
  })
  return app
}
