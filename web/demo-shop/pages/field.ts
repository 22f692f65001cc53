import { html } from 'hono/html'
import type { Html } from './layout.ts'

/** What was typed, and what the shop has against it, by field name. */
export interface FormState {
  values: Record<string, string>
  errors: Record<string, string>
}
export const blankForm = (values: Record<string, string> = {}): FormState => ({ values, errors: {} })

interface Field {
  name: string
  label: string
  type?: 'text' | 'email' | 'password'
  autocomplete?: string
  hint?: string
  inputmode?: 'numeric'
  /** Passwords and card numbers are never sent back to the page. */
  secret?: boolean
}

export function field(form: FormState, { name, label, type = 'text', ...more }: Field): Html {
  return html`<div class="field">
  <label for="${name}">${label}</label>
  <input id="${name}" name="${name}" type="${type}" value="${more.secret ? '' : (form.values[name] ?? '')}"
    autocomplete="${more.autocomplete ?? 'off'}" required ${more.inputmode && html`inputmode="${more.inputmode}"`}
    ${describedBy(form, name, more.hint)} />
  ${about(form, name, more.hint)}
</div>`
}

export function selection(
  form: FormState,
  name: string,
  label: string,
  options: Record<string, string>,
): Html {
  return html`<div class="field">
  <label for="${name}">${label}</label>
  <select id="${name}" name="${name}" ${describedBy(form, name)}>
    ${Object.entries(options).map(
      ([value, text]) =>
        html`<option value="${value}" ${form.values[name] === value && html`selected`}>${text}</option>`,
    )}
  </select>
  ${about(form, name)}
</div>`
}

export function textArea(form: FormState, name: string, label: string): Html {
  return html`<div class="field">
  <label for="${name}">${label}</label>
  <textarea id="${name}" name="${name}" rows="5" required ${describedBy(form, name)}>${form.values[name] ?? ''}</textarea>
  ${about(form, name)}
</div>`
}

/** Said at the top of a form that came back, so that nobody has to look for what went wrong. */
export function errorSummary({ errors }: FormState): Html {
  const count = Object.keys(errors).length
  if (count === 0) return html``
  return html`<p class="error-summary" role="alert">
  ${count === 1 ? 'One field needs' : `${count} fields need`} another look.
</p>`
}

/** What is wrong takes the place of the hint: both would mostly say the same. */
function describedBy({ errors }: FormState, name: string, hint?: string): Html {
  if (errors[name]) return html`aria-invalid="true" aria-describedby="${name}-error"`
  return html`${hint && html`aria-describedby="${name}-hint"`}`
}

function about({ errors }: FormState, name: string, hint?: string): Html {
  if (errors[name]) return html`<p class="error" id="${name}-error">${errors[name]}</p>`
  return html`${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}`
}
