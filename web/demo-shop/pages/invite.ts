import { html } from 'hono/html'
import type { Account } from '../accounts.ts'
import { errorSummary, type FormState, field, selection } from './field.ts'
import type { Page } from './layout.ts'

export const ROLES: Record<string, string> = {
  teacher: 'Teacher',
  desk: 'Front desk',
  manager: 'Manager',
}

export const invitePage = (account: Account, form: FormState): Page => ({
  title: 'Invite a teammate',
  main: html`<div class="wrap form-page single">
  <form class="card" method="post" action="/invite" novalidate>
    <h1>Invite a teammate</h1>
    <p>They get a link to join ${account.company} on Tidewater.</p>
    ${errorSummary(form)}
    ${field(form, { name: 'email', label: 'Teammate’s email', type: 'email' })}
    ${selection(form, 'role', 'Role', ROLES)}
    <button>Send invite</button>
  </form>
  <section class="aside">
    <h2>Your team</h2>
    <ul class="team">
      <li><span>${account.email}</span> <span>Owner</span></li>
      ${account.invites.map(({ email, role }) => html`<li><span>${email}</span> <span>${ROLES[role]}, invited</span></li>`)}
    </ul>
  </section>
</div>`,
})
