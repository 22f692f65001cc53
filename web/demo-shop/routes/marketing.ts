import { Hono } from 'hono'
import { z } from 'zod'
import { email, readForm, words } from '../form.ts'
import { ARTICLES } from '../pages/articles.ts'
import { contactPage } from '../pages/contact.ts'
import { articlePage, docsPage } from '../pages/docs.ts'
import { featuresPage } from '../pages/features.ts'
import { blankForm } from '../pages/field.ts'
import { homePage } from '../pages/home.ts'
import { pricingPage } from '../pages/pricing.ts'
import { PlanId } from '../plans.ts'
import type { ShopEnv, Visits } from '../visit.ts'
import type { Render } from './render.ts'

const ContactForm = z.object({
  name: words('your name'),
  email,
  message: words('a message', 2000),
})

export function marketingRoutes(visits: Visits, render: Render) {
  const app = new Hono<ShopEnv>()
  app.get('/', (c) => render(c, homePage))
  app.get('/features', (c) => render(c, featuresPage))
  app.get('/pricing', (c) => render(c, pricingPage))
  app.get('/docs', (c) => render(c, docsPage))
  app.get('/docs/:slug', (c) => {
    const article = ARTICLES.find(({ slug }) => slug === c.req.param('slug'))
    return article ? render(c, articlePage(article)) : c.notFound()
  })

  app.post('/pricing', async (c) => {
    const { data } = await readForm(c, z.object({ plan: PlanId }))
    if (!data) return c.redirect('/pricing', 303)
    visits.announce(c, { name: 'plan_chosen', properties: { plan: data.plan } })
    return c.redirect(`/${c.var.account ? 'checkout' : 'signup'}?plan=${data.plan}`, 303)
  })

  app.get('/contact', (c) => render(c, contactPage(blankForm({ email: c.var.account?.email ?? '' }))))
  app.post('/contact', async (c) => {
    const { data, form } = await readForm(c, ContactForm)
    if (!data) return render(c, contactPage(form), 422)
    visits.announce(c, { name: 'message_sent', properties: {} }, 'Thank you. We will write back soon.')
    return c.redirect('/contact', 303)
  })
  return app
}
