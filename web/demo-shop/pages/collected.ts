import { html } from 'hono/html'
import type { AssetAddresses } from '../assets.ts'
import type { Collected } from '../collector/collected.ts'
import type { DeviceClaim, Sdk } from '../collector/event.ts'
import type { Html } from './layout.ts'

const NAMES: Record<Sdk, string> = { posthog: 'PostHog', mixpanel: 'Mixpanel', amplitude: 'Amplitude' }
const SDK_NAMES = Object.entries(NAMES) as [Sdk, string][]

export function collectedPage(collected: Collected, assets: AssetAddresses): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Collected – Tidewater</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="${assets.style}" />
  </head>
  <body>
    <main class="wrap collected">
      <h1>Collected</h1>
      <p class="lead">
        What the three analytics SDKs on this site have delivered since ${clock(collected.since)}, each event
        counted once. This page is not tracked. <a href="/collected.json">As JSON</a>, <a href="/">to the shop</a>.
      </p>
      ${totals(collected)}
      ${collected.refused > 0 && html`<p>${collected.refused} malformed or oversized bodies were refused.</p>`}
      <h2>Events by name</h2>
      <div class="columns three">${SDK_NAMES.map(([sdk, name]) => byName(name, collected.sdks[sdk].byName))}</div>
      <h2>Latest sessions</h2>
      ${sessions(collected)}
      <h2>Latest people</h2>
      ${people(collected)}
    </main>
  </body>
</html>`
}

function totals({ sdks }: Collected): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Totals"><table>
  <thead><tr>
    <th scope="col">SDK</th><th scope="col">People</th><th scope="col">Sessions</th><th scope="col">Events</th>
    <th scope="col">Pages left</th><th scope="col">Sent again</th>
  </tr></thead>
  <tbody>${SDK_NAMES.map(([sdk, name]) => {
    const { people, sessions, events, leaves, duplicates } = sdks[sdk]
    return html`<tr>
    <th scope="row">${name}</th><td>${people}</td><td>${sessions ?? 'derived later'}</td><td>${events}</td>
    <td>${leaves ?? 'not sent'}</td><td>${duplicates}</td>
  </tr>`
  })}</tbody>
</table></div>`
}

function byName(name: string, counts: Record<string, number>): Html {
  const rows = Object.entries(counts)
  return html`<section>
  <h3>${name}</h3>
  ${rows.length === 0 && html`<p class="hint">Nothing yet.</p>`}
  <dl class="facts">${rows.map(([event, count]) => html`<div><dt>${event}</dt><dd>${count}</dd></div>`)}</dl>
</section>`
}

function sessions({ sessions: seen }: Collected): Html {
  if (seen.length === 0) return html`<p class="hint">No sessions yet. Open the shop in another tab.</p>`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Latest sessions"><table>
  <thead><tr>
    <th scope="col">SDK</th><th scope="col">Began</th><th scope="col">Last event</th><th scope="col">Events</th>
    <th scope="col">Device</th><th scope="col">Person</th>
  </tr></thead>
  <tbody>${seen.map(
    (session) => html`<tr>
    <td>${NAMES[session.sdk]}</td><td>${clock(session.first)}</td><td>${clock(session.last)}</td>
    <td>${session.events}</td><td>${deviceIn(session.device)}</td><td><code>${session.person}</code></td>
  </tr>`,
  )}</tbody>
</table></div>`
}

function people({ people: seen }: Collected): Html {
  if (seen.length === 0) return html`<p class="hint">Nobody yet.</p>`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Latest people"><table>
  <thead><tr>
    <th scope="col">SDK</th><th scope="col">Last seen</th><th scope="col">Events</th>
    <th scope="col">Device</th><th scope="col">Person</th>
  </tr></thead>
  <tbody>${seen.map(
    (person) => html`<tr>
    <td>${NAMES[person.sdk]}</td><td>${clock(person.lastSeen)}</td><td>${person.events}</td>
    <td>${deviceIn(person.device)}</td><td><code>${person.person}</code></td>
  </tr>`,
  )}</tbody>
</table></div>`
}

const deviceIn = ({ type, os, browser, language }: DeviceClaim) =>
  [type, os, browser, language].filter(Boolean).join(', ') || 'not said'

const clock = (time: string) => `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`
