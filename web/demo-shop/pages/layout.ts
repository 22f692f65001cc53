import { html } from 'hono/html'
import type { Account } from '../accounts.ts'
import type { AssetAddresses } from '../assets.ts'
import type { PageFacts } from '../browser/tracker.ts'
import type { ShopEvent } from '../visit.ts'

export type Html = ReturnType<typeof html>

/** What a page says for itself; the layout adds the rest. */
export interface Page {
  title: string
  description?: string
  main: Html
  /** Events of the page itself, such as a plan list being seen. */
  events?: ShopEvent[]
}

export interface Frame {
  assets: AssetAddresses
  path: string
  account?: Account
  events: ShopEvent[]
  notice?: string
}

export function layout(page: Page, frame: Frame): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${page.title} – Tidewater</title>
    <meta name="description" content="${page.description ?? 'Booking and timetables for small studios.'}" />
    <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="${frame.assets.style}" />
    <script defer src="${frame.assets.script}"></script>
  </head>
  <body data-facts="${JSON.stringify(factsOf(page, frame))}">
    <a class="skip" href="#main">Skip to content</a>
    ${header(frame)}
    <main id="main">
      ${frame.notice && html`<p class="notice" role="status">${frame.notice}</p>`}
      ${page.main}
    </main>
    ${footer}
  </body>
</html>`
}

function factsOf(page: Page, { account, events }: Frame): PageFacts {
  return {
    // The SDKs remember who it is: they are told when the shop has news, not on every page.
    account: account && events.length > 0 ? described(account) : undefined,
    events: [...events, ...(page.events ?? [])],
  }
}

const described = ({ id, email, firstName, lastName, company, plan }: Account) => ({
  id,
  email,
  name: `${firstName} ${lastName}`,
  company,
  plan,
})

const VISITOR_LINKS = { '/features': 'Features', '/pricing': 'Pricing', '/docs': 'Docs', '/login': 'Log in' }
const MEMBER_LINKS = {
  '/dashboard': 'Dashboard',
  '/invite': 'Team',
  '/settings': 'Settings',
  '/pricing': 'Pricing',
  '/docs': 'Docs',
}

function header({ account, path }: Frame): Html {
  const links = Object.entries(account ? MEMBER_LINKS : VISITOR_LINKS)
  return html`<header class="site-header">
  <div class="wrap">
    <a class="brand" href="/"><img src="/favicon.svg" alt="" width="28" height="28" />Tidewater</a>
    <nav aria-label="Main">
      <ul>
        ${links.map(([to, text]) => html`<li><a href="${to}" ${path === to && html`aria-current="page"`}>${text}</a></li>`)}
      </ul>
    </nav>
    ${
      account
        ? html`<form method="post" action="/logout"><button class="quiet small">Log out</button></form>`
        : html`<a class="button small" href="/signup">Sign up</a>`
    }
  </div>
</header>`
}

const footer = html`<footer class="site-footer">
  <div class="wrap">
    <div>
      <p class="brand">Tidewater</p>
      <p>Booking and timetables for small studios.</p>
    </div>
    <nav aria-label="Product">
      <ul><li><a href="/features">What it does</a></li><li><a href="/pricing">Plans and prices</a></li></ul>
    </nav>
    <nav aria-label="Help">
      <ul><li><a href="/docs">Help articles</a></li><li><a href="/contact">Contact us</a></li></ul>
    </nav>
    <p class="fine">A demo shop. Nothing is charged and nobody is emailed.</p>
  </div>
</footer>`
