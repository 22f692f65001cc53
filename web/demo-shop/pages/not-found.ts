import { html } from 'hono/html'
import type { Page } from './layout.ts'

export const notFoundPage: Page = {
  title: 'Page not found',
  main: html`<div class="wrap narrow page-head">
  <h1>This page has gone out with the tide</h1>
  <p class="lead">The address may be old, or mistyped.</p>
  <p class="actions">
    <a class="button" href="/">Back to the start</a>
    <a class="button quiet" href="/docs">Help articles</a>
  </p>
</div>`,
}
