import { html } from 'hono/html'
import { PLANS } from '../plans.ts'
import type { Page } from './layout.ts'

const QUESTIONS = [
  ['Can I change plans later?', 'Yes, at any time. The difference is worked out to the day.'],
  [
    'What happens after the trial?',
    'You choose a plan, or your timetable goes offline and we keep it for a year.',
  ],
  ['Do you take a share of my bookings?', 'No. You pay the plan and what your bank charges for cards.'],
]

export const pricingPage: Page = {
  title: 'Pricing',
  description: 'Three plans for small studios, from $19 a month.',
  events: [{ name: 'plan_viewed', properties: { page: 'pricing' } }],
  main: html`<div class="wrap page-head">
  <h1>One price a month, no share of your bookings</h1>
  <p class="lead">Every plan starts with 14 free days. Two months are free when you pay by the year.</p>
</div>
<form class="wrap plans" method="post" action="/pricing">
  ${PLANS.map(
    ({
      id,
      name,
      monthly,
      audience,
      includes,
    }) => html`<section class="${id === 'studio' ? 'plan favoured' : 'plan'}">
    <h2>${name}</h2>
    <p class="audience">${audience}</p>
    <p class="price"><strong>$${monthly}</strong> a month</p>
    <button name="plan" value="${id}" class="${id === 'studio' ? '' : 'quiet'}">Choose ${name}</button>
    <ul class="ticks">${includes.map((point) => html`<li>${point}</li>`)}</ul>
  </section>`,
  )}
</form>
<section class="wrap narrow questions">
  <h2>Questions people ask first</h2>
  ${QUESTIONS.map(([question, answer]) => html`<h3>${question}</h3><p>${answer}</p>`)}
  <p>Something else? <a href="/contact">Ask us</a>.</p>
</section>`,
}
