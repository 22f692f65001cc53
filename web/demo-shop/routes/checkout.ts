import { Hono } from 'hono'
import { z } from 'zod'
import { cardNumber, expiry, securityCode } from '../card.ts'
import { email, readForm, words } from '../form.ts'
import { BILLING, checkoutDonePage, checkoutPage } from '../pages/checkout.ts'
import { blankForm } from '../pages/field.ts'
import { PlanId } from '../plans.ts'
import type { ShopEnv, Visits } from '../visit.ts'
import type { Render } from './render.ts'

/** The card is checked and then dropped: it is neither charged nor kept. */
const CheckoutForm = z.object({
  plan: z.enum(PlanId.options, 'Choose a plan.'),
  billing: z.enum(Object.keys(BILLING), 'Choose a billing period.'),
  company: words('your company or studio'),
  email,
  cardNumber,
  expiry,
  cvc: securityCode,
})

export function checkoutRoutes(visits: Visits, render: Render) {
  const app = new Hono<ShopEnv>()

  app.get('/checkout', (c) => {
    const plan = PlanId.safeParse(c.req.query('plan')).data ?? 'studio'
    const { company = '', email: address = '' } = c.var.account ?? {}
    return render(c, checkoutPage(blankForm({ plan, billing: 'monthly', company, email: address })))
  })

  app.post('/checkout', async (c) => {
    const { data, form } = await readForm(c, CheckoutForm)
    if (!data) return render(c, checkoutPage(form), 422)
    const { plan, billing } = data
    if (c.var.account) c.var.account.plan = plan
    visits.announce(c, { name: 'checkout_completed', properties: { plan, billing } })
    return c.redirect(`/checkout/done?plan=${plan}`, 303)
  })

  app.get('/checkout/done', (c) => {
    const plan = PlanId.safeParse(c.req.query('plan')).data
    return plan ? render(c, checkoutDonePage(plan)) : c.redirect('/pricing', 303)
  })
  return app
}
