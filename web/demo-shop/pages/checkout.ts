import { html } from 'hono/html'
import { PLANS, planName } from '../plans.ts'
import { errorSummary, type FormState, field, selection } from './field.ts'
import type { Html, Page } from './layout.ts'

export const BILLING: Record<string, string> = { monthly: 'Monthly', yearly: 'Yearly, two months free' }

export const checkoutPage = (form: FormState): Page => ({
  title: 'Checkout',
  main: html`<div class="wrap form-page single">
  <form class="card" method="post" action="/checkout" novalidate>
    <h1>Checkout</h1>
    ${errorSummary(form)}
    ${planChoice(form)}
    ${selection(form, 'billing', 'Billing period', BILLING)}
    <div class="pair">
      ${field(form, { name: 'company', label: 'Company', autocomplete: 'organization' })}
      ${field(form, { name: 'email', label: 'Work email', type: 'email', autocomplete: 'email' })}
    </div>
    ${field(form, {
      name: 'cardNumber',
      label: 'Card number',
      autocomplete: 'cc-number',
      inputmode: 'numeric',
      hint: 'Nothing is charged here: use the test card 4242 4242 4242 4242.',
      secret: true,
    })}
    <div class="pair">
      ${field(form, { name: 'expiry', label: 'Expiry date', autocomplete: 'cc-exp', hint: 'MM/YY' })}
      ${field(form, {
        name: 'cvc',
        label: 'Security code (CVC)',
        autocomplete: 'cc-csc',
        inputmode: 'numeric',
        hint: '3 or 4 digits',
        secret: true,
      })}
    </div>
    <button>Pay and subscribe</button>
  </form>
</div>`,
})

function planChoice({ values, errors }: FormState): Html {
  return html`<fieldset class="choices">
  <legend>Plan</legend>
  ${PLANS.map(
    ({ id, name, monthly }) => html`<label>
    <input type="radio" name="plan" value="${id}" ${values.plan === id && html`checked`} />
    <span>${name}</span> <span class="amount">$${monthly} a month</span>
  </label>`,
  )}
  ${errors.plan && html`<p class="error">${errors.plan}</p>`}
</fieldset>`
}

export const checkoutDonePage = (plan: string): Page => ({
  title: 'Thank you',
  main: html`<div class="wrap narrow page-head">
  <h1>Thank you. You are on ${planName(plan)}.</h1>
  <p class="lead">Your receipt would be on its way, were this not a demo. Nothing was charged.</p>
  <p class="actions">
    <a class="button" href="/dashboard">Go to your dashboard</a>
    <a class="button quiet" href="/docs">Read the help articles</a>
  </p>
</div>`,
})
