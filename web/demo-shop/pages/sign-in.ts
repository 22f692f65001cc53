import { html } from 'hono/html'
import { planName, planOf } from '../plans.ts'
import { errorSummary, type FormState, field } from './field.ts'
import type { Page } from './layout.ts'

export function signUpPage(form: FormState): Page {
  const plan = planOf(form.values.plan ?? '')
  return {
    title: 'Start your free trial',
    main: html`<div class="wrap form-page">
  <div>
    <h1>Start your free trial</h1>
    <p class="lead">
      ${plan ? html`14 days of <strong>${planName(plan.id)}</strong>, free.` : '14 days of everything, free.'} No card needed.
    </p>
    <ul class="ticks">
      <li>Your booking page in 25 minutes</li>
      <li>Clients imported from a spreadsheet</li>
      <li>Cancel with one click</li>
    </ul>
  </div>
  <form class="card" method="post" action="/signup" novalidate>
    ${errorSummary(form)}
    <input type="hidden" name="plan" value="${plan?.id ?? ''}" />
    <div class="pair">
      ${field(form, { name: 'firstName', label: 'First name', autocomplete: 'given-name' })}
      ${field(form, { name: 'lastName', label: 'Last name', autocomplete: 'family-name' })}
    </div>
    ${field(form, { name: 'email', label: 'Work email', type: 'email', autocomplete: 'email' })}
    ${field(form, { name: 'company', label: 'Company', autocomplete: 'organization' })}
    ${field(form, {
      name: 'password',
      label: 'Password',
      type: 'password',
      autocomplete: 'new-password',
      hint: 'At least 8 characters.',
      secret: true,
    })}
    <button>Create account</button>
    <p class="fine">Already with us? <a href="/login">Log in</a></p>
  </form>
</div>`,
  }
}

export const logInPage = (form: FormState): Page => ({
  title: 'Log in',
  main: html`<div class="wrap form-page single">
  <form class="card" method="post" action="/login" novalidate>
    <h1>Log in</h1>
    ${errorSummary(form)}
    ${field(form, { name: 'email', label: 'Work email', type: 'email', autocomplete: 'username' })}
    ${field(form, {
      name: 'password',
      label: 'Password',
      type: 'password',
      autocomplete: 'current-password',
      secret: true,
    })}
    <button>Log in</button>
    <p class="fine">New here? <a href="/signup">Create an account</a></p>
  </form>
</div>`,
})
