import { randomInt } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A journey through every kind of step: links, a form, ids in the path, a row, another form. */
export const SIX_STEPS = [
  'open the pricing page',
  'choose the Pro plan',
  'sign up',
  'open the settings',
  'invite a teammate',
  'log out',
]
/** What those steps come to on each viewport class: five clicks alone, a form of four and a form of two. */
export const DISTINCT_ACTIONS = 10

export interface LearningSite {
  host: string
  origin: string
  /** The sign-up button's text and place from now on. */
  renameButton(): void
  /** Visits that went the whole way. */
  finished(): number
  close(): Promise<void>
}

/** A small product with accounts, whose sign-up button can be renamed under way. */
export async function openLearningSite(): Promise<LearningSite> {
  let [renamed, finished] = [false, 0]
  const submit = () =>
    renamed ? '<p>Nearly there</p><button>Open my account</button>' : '<button>Create account</button>'
  const pages: [RegExp, () => string][] = [
    [
      /^\/$/,
      () => '<a href="/">Tidy</a> <a href="/pricing">Pricing</a> <a href="/docs">Docs</a><h1>Tidy</h1>',
    ],
    [
      /^\/pricing$/,
      () =>
        `<h1>Plans</h1>${['Solo', 'Pro', 'Team'].map((plan) => `<section><h2>${plan}</h2><a href="/signup?plan=${plan}">Choose ${plan}</a></section>`).join('')}`,
    ],
    [
      /^\/signup$/,
      () =>
        `<h1>Create your account</h1><form action="/made"><label>Name <input name=n required></label><label>Email <input type=email name=e required></label><label>Password <input type=password name=p required></label>${submit()}</form>`,
    ],
    [
      /^\/accounts\/\d+\/home$/,
      () => '<h1>Welcome</h1><a href="settings">Settings</a> <a href="/bye">Log out</a>',
    ],
    [
      /^\/accounts\/\d+\/settings$/,
      () =>
        '<h1>Settings</h1><form action="team"><h2>Invite a teammate</h2><label>Their email <input type=email name=t required></label><button>Send invite</button></form>',
    ],
    [/^\/accounts\/\d+\/team$/, () => '<h1>Team</h1><p>Invitation sent.</p><a href="/bye">Log out</a>'],
  ]
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://here')
    if (pathname === '/bye') finished++
    if (pathname === '/made')
      return void response.writeHead(302, { location: `/accounts/${randomInt(1e6, 1e7)}/home` }).end()
    const body = pages.find(([path]) => path.test(pathname))?.[1]() ?? '<h1>Bye</h1>'
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(`<!doctype html><title>Tidy</title>${body}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...{ host, origin: `http://${host}`, finished: () => finished },
    renameButton: () => {
      renamed = true
    },
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
