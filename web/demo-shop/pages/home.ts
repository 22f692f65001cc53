import { html } from 'hono/html'
import type { Page } from './layout.ts'
import { timetable } from './timetable.ts'

export const homePage: Page = {
  title: 'Booking for small studios',
  description: 'Tidewater takes bookings, fills waitlists and collects payments for small studios.',
  main: html`<section class="hero wrap">
  <div>
    <h1>Your studio, fully booked and quietly run</h1>
    <p class="lead">
      Tidewater takes bookings, fills waitlists and collects payments, so that yoga, pottery and music studios
      can get on with the teaching.
    </p>
    <p class="actions">
      <a class="button" href="/signup">Start free trial</a>
      <a class="button quiet" href="/pricing">See plans and prices</a>
    </p>
    <p class="fine">14 days free. No card needed.</p>
  </div>
  ${timetable}
</section>
<section class="band">
  <div class="wrap">
    <h2>A front desk that never closes</h2>
    <div class="columns three">
      <div>
        <h3>Bookings at any hour</h3>
        <p>A booking page in your own colours. Two out of three classes are booked after closing time.</p>
      </div>
      <div>
        <h3>Waitlists that fill themselves</h3>
        <p>Someone cancels, the next in line gets the place and a message. You do nothing.</p>
      </div>
      <div>
        <h3>Paid before class starts</h3>
        <p>Single classes, packs and memberships, with deposits for the workshops that people forget.</p>
      </div>
    </div>
    <p><a href="/features">Everything Tidewater does</a></p>
  </div>
</section>
<section class="wrap quote">
  <figure>
    <blockquote>
      <p>We used to lose four places a week to people who forgot to cancel. Now it is one, and someone else has
      it within the hour.</p>
    </blockquote>
    <figcaption>Marta Lindqvist, Kiln & Co, a pottery studio with 6 wheels and 140 regulars</figcaption>
  </figure>
  <dl class="figures">
    <div><dt>studios use Tidewater</dt><dd>2,300</dd></div>
    <div><dt>of free places filled from waitlists</dt><dd>87 %</dd></div>
    <div><dt>to put a first timetable online</dt><dd>25 min</dd></div>
  </dl>
</section>
<section class="wrap closing"><div>
  <h2>Open your books this afternoon</h2>
  <p>Import your clients from a spreadsheet, put up a timetable, share the link.</p>
  <p><a class="button" href="/signup">Start your free trial</a></p>
</div></section>`,
}
