import { html } from 'hono/html'
import type { Page } from './layout.ts'

const FEATURES = [
  {
    title: 'Timetable',
    text: 'Weekly classes, one-off workshops and courses over several weeks, all in one calendar that your whole team can read on a phone.',
    points: [
      'Copy a week with one click',
      'Swap teachers without telling everyone twice',
      'Public holidays by country',
    ],
  },
  {
    title: 'Bookings',
    text: 'A booking page that looks like you made it. Clients book, move and cancel by themselves, within the rules you set.',
    points: ['Cancellation windows', 'Guest bookings for friends', 'Add to any calendar'],
  },
  {
    title: 'Waitlists',
    text: 'When a place comes free, the next person is asked by text message and has an hour to say yes.',
    points: ['Automatic or by hand', 'Stops two hours before class', 'Fair order, visible to you'],
  },
  {
    title: 'Payments',
    text: 'Single classes, packs of ten and monthly memberships. Money reaches your account in two days.',
    points: ['Deposits for workshops', 'Refunds to card or credit', 'Invoices for companies'],
  },
  {
    title: 'Reminders',
    text: 'A message the evening before and one an hour ahead, in the client’s own language.',
    points: ['Email and text message', '11 languages', 'Quiet hours'],
  },
  {
    title: 'Reports',
    text: 'Which classes fill, which teachers are booked again, and who has not been in for a month.',
    points: ['Attendance by class', 'Income by week', 'Export to a spreadsheet'],
  },
]

export const featuresPage: Page = {
  title: 'Features',
  description: 'Timetable, bookings, waitlists, payments, reminders and reports for small studios.',
  main: html`<div class="wrap page-head">
  <h1>Everything between “are you open?” and “see you Thursday”</h1>
  <p class="lead">Six parts that work together. No add-ons, no setup fee, no training day.</p>
</div>
<div class="wrap columns two feature-list">
  ${FEATURES.map(
    ({ title, text, points }) => html`<section>
    <h2>${title}</h2>
    <p>${text}</p>
    <ul class="ticks">${points.map((point) => html`<li>${point}</li>`)}</ul>
  </section>`,
  )}
</div>
<section class="wrap closing"><div>
  <h2>Try it with your own timetable</h2>
  <p class="actions">
    <a class="button" href="/signup">Start free trial</a>
    <a class="button quiet" href="/pricing">Compare plans</a>
  </p>
</div></section>`,
}
