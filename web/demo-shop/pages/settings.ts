import { html } from 'hono/html'
import type { Account } from '../accounts.ts'
import { planName } from '../plans.ts'
import { errorSummary, type FormState, field, selection } from './field.ts'
import type { Page } from './layout.ts'

export const TIME_ZONES: Record<string, string> = {
  'Europe/London': 'London',
  'Europe/Berlin': 'Berlin',
  'America/New_York': 'New York',
  'America/Los_Angeles': 'Los Angeles',
  'Asia/Singapore': 'Singapore',
  'Australia/Sydney': 'Sydney',
}

export const settingsPage = (account: Account, form: FormState): Page => ({
  title: 'Settings',
  main: html`<div class="wrap form-page single">
  <form class="card" method="post" action="/settings" novalidate>
    <h1>Settings</h1>
    ${errorSummary(form)}
    <div class="pair">
      ${field(form, { name: 'firstName', label: 'First name', autocomplete: 'given-name' })}
      ${field(form, { name: 'lastName', label: 'Last name', autocomplete: 'family-name' })}
    </div>
    ${field(form, { name: 'company', label: 'Company', autocomplete: 'organization' })}
    ${selection(form, 'timeZone', 'Time zone', TIME_ZONES)}
    <button>Save changes</button>
  </form>
  <section class="aside">
    <h2>Your account</h2>
    <dl class="facts">
      <div><dt>Work email</dt><dd>${account.email}</dd></div>
      <div><dt>Plan</dt><dd>${planName(account.plan)} <a href="/pricing">See plans</a></dd></div>
      <div><dt>Team</dt><dd>${account.invites.length + 1} <a href="/invite">Invite a teammate</a></dd></div>
    </dl>
  </section>
</div>`,
})
