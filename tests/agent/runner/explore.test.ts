import { describe, expect, test } from 'vitest'
import type { Link } from '../../../agent/browser/port.ts'
import { planBurst } from '../../../agent/planner/plan-burst.ts'
import { random } from '../../../agent/planner/random.ts'
import { chooseLink, harmless } from '../../../agent/runner/choose-link.ts'
import { hesitate, lookAround, type Stroll, wander } from '../../../agent/runner/explore.ts'
import { openSite, useBrowser } from '../browser/support.ts'

const origin = 'https://shop.example'
const at = (path: string, text = path): Link => ({
  url: new URL(path, origin).href,
  text,
  selector: 'xpath=/a',
})

test('never follows what would sign out, delete, leave the target or open a file', () => {
  const where = { origin, here: `${origin}/`, seen: new Set<string>() }
  const refused = [
    at('/logout'),
    at('/session/end', 'Sign out'),
    at('/konto', 'Abmelden'),
    at('/salir'),
    at('/items/7/delete'),
    at('/items?do=remove&id=7', 'x'),
    at('/plan', 'Cancel subscription'),
    at('/l%C3%B6schen', 'Weg'),
    at('https://elsewhere.example/'),
    at('http://shop.example/'),
    at('mailto:a@b.example'),
    at('/price-list.pdf'),
    at('/api/items'),
    at('/#top'),
  ]
  expect(harmless(refused, where)).toEqual([])
  const fine = [at('/pricing'), at('/blog/signal-out-now'), at('/?page=2')]
  expect(harmless([...refused, ...fine], where)).toEqual(fine)
})

test('prefers new pages and what draws the visitor, and rarely reads the small print', () => {
  const links = [at('/pricing'), at('/docs'), at('/about'), at('/privacy')]
  const where = { origin, here: `${origin}/`, seen: new Set([`${origin}/about`]) }
  const draw = random(1, 'links')
  const chosen = Array.from({ length: 1000 }, () => chooseLink(links, where, 'buying', draw)?.text)
  const times = (text: string) => chosen.filter((one) => one === text).length
  // Weights 16, 4, 1 and 0.8 of 21.8.
  expect(times('/pricing')).toBeGreaterThan(650)
  expect(times('/docs')).toBeGreaterThan(120)
  expect(times('/about')).toBeLessThan(90)
  expect(times('/privacy')).toBeLessThan(80)
})

describe('in a browser', () => {
  const suite = useBrowser('local')
  const NAV = `<a href="/a">Alpha</a> <a href="/b">Beta</a>
  <a href="/hidden" style="display:none">Hidden</a> <a href="/tab" target="_blank">Tab</a>
  <a href="/file" download>File</a> <a href="/logout">Log out</a>`

  async function stroll(pages: Record<string, string>, change: Partial<Stroll['plan']>) {
    const site = await openSite({ '/favicon.ico': '', ...pages })
    const visitor = await suite.visit({ allow: [site.host] })
    const [planned] = planBurst({ sessions: 1, windowMs: 0, pace: 'natural', seed: 1 })
    if (!planned) throw new Error('no plan')
    const paused: number[] = []
    const one: Stroll = {
      visitor,
      plan: { ...planned, ...change },
      origin: site.origin,
      draw: random(1, 'walk'),
      seen: new Set(),
      sideTrips: [],
      clock: {
        now: () => new Date(),
        stay: async (ms) => {
          paused.push(ms)
        },
      },
    }
    await visitor.goto(site.origin)
    const paths = () => site.hits.map(({ path }) => path).filter((path) => path !== '/favicon.ico')
    return { one, paused, paths, site, visitor }
  }

  test('looks around by links that can be seen, and ends early where there are none', async () => {
    const { one, paused, paths, site } = await stroll(
      { '/': NAV, '/a': 'The end.', '/b': 'The end.' },
      { stepsToTake: 5, dwellMs: [1, 2, 3, 4, 5, 6] },
    )
    const looks: string[] = []
    const walked = await lookAround(one, async ({ number, text }) => {
      looks.push(`${number} ${text}`)
    })
    expect(walked).toBe(1)
    expect(looks).toEqual([expect.stringMatching(/^1 look at "(Alpha|Beta)"$/)])
    expect(paths()).toEqual(['/', expect.stringMatching(/^\/[ab]$/)])
    expect(paused).toEqual([1, 2])
    await site.close()
  })

  test('hesitates away and back before the journey, and wanders on after it', async () => {
    const { one, paused, paths, site, visitor } = await stroll(
      { '/': NAV, '/a': NAV, '/b': NAV },
      { dwellMs: [1, 7], sideTrips: { before: [20], after: [30, 40] } },
    )
    await hesitate(one)
    expect(await visitor.url()).toBe(`${site.origin}/`)
    expect(paths()).toEqual(['/', expect.stringMatching(/^\/[ab]$/), '/'])
    expect(site.hits.findLast(({ path }) => path === '/')?.headers.referer).toContain(site.host)
    await wander(one)
    expect(one.sideTrips).toHaveLength(3)
    expect(paused).toEqual([20, 7, 30])
    await site.close()
  })
})
