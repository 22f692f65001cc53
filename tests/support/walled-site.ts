import type { IncomingMessage, ServerResponse } from 'node:http'
import { openSite, type Site } from '../agent/browser/support.ts'

export interface Account {
  email: string
  password: string
  card: string
}

const html = (res: ServerResponse, body: string, headers: Record<string, string> = {}) =>
  res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body)
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')

/**
 * A site behind a login that tells everything it gets to everybody: in addresses, titles, texts, links, fields, dialogs
 * and analytics events.
 */
export function openWalledSite({ email, password, card }: Account): Promise<Site> {
  const told = escaped(`${email} ${password} ${card}`)
  const app = (_: IncomingMessage, res: ServerResponse) =>
    html(
      res,
      `<title>${told}</title><h1>Signed in as ${told}</h1><input aria-label="Search" value="${escaped(password)}">
      <a href="/profile/${encodeURIComponent(email)}?key=${encodeURIComponent(password)}">Profile of ${escaped(email)}</a>
      <a href="/pay">Payment</a>
      <script>
        const told = ${JSON.stringify(`${email} ${password} ${card}`)}
        console.error(told)
        navigator.sendBeacon('/posthog/e/', JSON.stringify([{ event: told, uuid: String(Math.random()) }]))
      </script>`,
      { 'set-cookie': `told=${encodeURIComponent(password)}` },
    )
  return openSite({
    '/': '<h1>Acme</h1><a href="/login">Log in</a><a href="/partner">Partner offer</a>',
    '/login': `<h1>Log in</h1><form action="/app">
      <label>E-mail <input name=email></label><label>Password <input name=password type=password></label>
      <button>Log in</button></form>`,
    '/app': (req, res) => {
      const given = new URL(req.url ?? '', 'http://x').searchParams
      if (given.get('email') === email && given.get('password') === password) return app(req, res)
      res.writeHead(403, { 'content-type': 'text/html' }).end(`<h1>Wrong: ${told}</h1>`)
    },
    [`/profile/${encodeURIComponent(email)}`]: (_, res) =>
      html(res, `<h1>Profile: ${told}</h1><a href="/pay">Payment</a>`),
    '/pay': `<h1>Payment ${told}</h1><form action="/paid"><label>Card number <input name=card></label>
      <label>Expiry <input name=expiry></label><label>CVC <input name=cvc></label><button>Pay now</button></form>`,
    '/paid': (req, res) =>
      res.writeHead(402, { 'content-type': 'text/html' }).end(`<h1>Declined: ${escaped(req.url ?? '')}</h1>`),
    '/partner': (_, res) => res.writeHead(302, { location: 'http://partner.example/offer' }).end(),
    '/posthog/e/': (_, res) => res.writeHead(200).end('{"status":1}'),
  })
}
