import { html } from 'hono/html'
import type { Account } from '../accounts.ts'
import { planName } from '../plans.ts'
import type { Page } from './layout.ts'
import { timetable } from './timetable.ts'

export function dashboardPage(account: Account, chosenPlan?: string): Page {
  const onTrial = account.plan === 'trial'
  return {
    title: 'Dashboard',
    main: html`<div class="wrap page-head">
  <h1>Good to see you, ${account.firstName}</h1>
  <p class="lead">${account.company} · ${onTrial ? 'Free trial, 14 days left' : `${planName(account.plan)} plan`}</p>
</div>
<div class="wrap dashboard">
  <div>
    <h2>Today</h2>
    ${timetable}
    <p class="hint">An example day, until your first class is online.</p>
  </div>
  <div>
    <h2>This week</h2>
    <dl class="figures boxed">
      <div><dt>bookings</dt><dd>184</dd></div>
      <div><dt>places filled</dt><dd>79 %</dd></div>
      <div><dt>income</dt><dd>$3,120</dd></div>
    </dl>
    <h2>Get set up</h2>
    <ol class="steps">
      <li class="done">Create your account</li>
      <li ${account.invites.length > 0 && html`class="done"`}><a href="/invite">Invite a teammate</a></li>
      <li><a href="/docs/first-timetable">Put up your first timetable</a></li>
      <li ${!onTrial && html`class="done"`}>
        <a href="/checkout?plan=${chosenPlan ?? 'studio'}">${onTrial ? 'Go to checkout' : 'Change your plan'}</a>
      </li>
    </ol>
  </div>
</div>`,
  }
}
