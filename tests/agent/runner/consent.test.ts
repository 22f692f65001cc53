import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { querySessions } from '../../../db/sessions.ts'
import { changeTarget } from '../../../db/targets.ts'
import { listVisitors } from '../../../db/visitor-list.ts'
import { recordedBurst } from '../../support/bursts.ts'
import { runnerBeside } from '../../support/runner.ts'
import { openSite, type Site } from '../browser/support.ts'

const BANNER = `<div id="cookie-notice" style="position:fixed;bottom:0">We use cookies.
  <button onclick="answer('no')">Reject all</button><button onclick="answer('yes')">Accept all</button></div>
  <script>function answer(word) { fetch('/said-' + word, { method: 'POST' }); document.querySelector('#cookie-notice').remove() }</script>`
const FORM = `<h1>Sign up</h1><form action="/welcome" method="post">
  <label>E-mail <input name=email type=email required></label>
  <label>Password <input name=password type=password required></label><button>Sign up</button></form>`
const page = (body: string) => (_: IncomingMessage, res: ServerResponse) =>
  res.writeHead(200, { 'content-type': 'text/html' }).end(body)

let site: Site
let house: Awaited<ReturnType<typeof runnerBeside>>
beforeAll(async () => {
  site = await openSite({
    ...{ '/': page(`${BANNER}${FORM}`), '/welcome': page('<h1>Welcome</h1>'), '/favicon.ico': '' },
    ...{ '/said-yes': '', '/said-no': '' },
  })
  house = await runnerBeside(site)
}, 60_000)
afterAll(async () => {
  expect(house.errors).toEqual([])
  await house.close()
})

test('visitors answer the banner in the target’s shares, sign up by its pattern, and stand on its list of accounts', async () => {
  const { workspaceId, userId: _, ...own } = house.own
  const consent = { accept: 50, decline: 25, ignore: 25 }
  const emailPattern = 'demo+{{n}}@customer.example'
  await changeTarget(house.database.db, { workspaceId, id: own.shop.id, change: { consent, emailPattern } })
  const { id } = await recordedBurst(house.database, house.own, { sessions: 4, journey: ['sign up'] })
  expect(await house.over(id)).toMatchObject({ counts: { completed: 4 } })
  const said = (word: string) => site.hits.filter(({ path }) => path === `/said-${word}`).length
  expect([said('yes'), said('no')]).toEqual([2, 1])
  const query = { workspaceId, filters: { burstId: id }, sort: 'oldest', limit: 4 } as const
  const told = (await querySessions(house.database.db, query)).items.map(({ metadata }) => metadata.consent)
  expect(told.toSorted()).toEqual(['accept', 'accept', 'decline', 'ignore'])

  const typed = site.hits
    .filter(({ path }) => path === '/welcome')
    .map(({ body }) => new URLSearchParams(body).get('email') ?? '')
  expect(new Set(typed).size).toBe(4)
  for (const email of typed) expect(email).toMatch(/^demo\+[0-9a-z]+@customer\.example$/)
  const of = { workspaceId, targetId: own.shop.id, accounts: true, limit: 50 }
  const listed = (await listVisitors(house.database.db, house.sealer, of)).items.map(({ email }) => email)
  expect(listed.toSorted()).toEqual(typed.toSorted())
})
