import { html } from 'hono/html'
import { errorSummary, type FormState, field, textArea } from './field.ts'
import type { Page } from './layout.ts'

export const contactPage = (form: FormState): Page => ({
  title: 'Contact us',
  main: html`<div class="wrap form-page">
  <div>
    <h1>Contact us</h1>
    <p class="lead">Four people answer, Monday to Friday, usually within two hours.</p>
    <p>Looking for a how-to? The <a href="/docs">help articles</a> may have it.</p>
  </div>
  <form class="card" method="post" action="/contact" novalidate>
    ${errorSummary(form)}
    ${field(form, { name: 'name', label: 'Your name', autocomplete: 'name' })}
    ${field(form, { name: 'email', label: 'Email', type: 'email', autocomplete: 'email' })}
    ${textArea(form, 'message', 'Message')}
    <button>Send message</button>
  </form>
</div>`,
})
