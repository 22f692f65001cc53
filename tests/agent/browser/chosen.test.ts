import { expect, test } from 'vitest'
import { openChosen } from '../../../agent/browser/chosen.ts'
import type { Browser, Visitor } from '../../../agent/browser/port.ts'
import { isNear } from '../../../agent/targets/ranges.ts'
import { DESKTOP, noModel } from './visitors.ts'

/** A browser that only tells who visits it; `leave` ends its oldest visit. */
function guestBook() {
  const visits: string[] = []
  const leaving: (() => void)[] = []
  const browser: Browser = {
    closed: new Promise(() => undefined),
    close: async () => undefined,
    async open({ allow }) {
      visits.push(allow[0] ?? '')
      const over = new Promise<void>((resolve) => leaving.push(resolve))
      return { over } as Visitor
    },
  }
  return { browser, visits, leave: () => leaving.shift()?.() }
}

test('what only this machine reaches is visited from here, a few at once; all else remotely', async () => {
  const [here, there] = [guestBook(), guestBook()]
  const chosen = openChosen({
    ...{ remote: there.browser, local: async () => here.browser, localAtOnce: 2, isNear },
  })
  const visit = (host: string) =>
    chosen.open({ identity: DESKTOP, allow: [host], generate: noModel, signal: new AbortController().signal })
  await Promise.all(['shop.example:443', '93.184.215.14:80'].map(visit))
  await Promise.all(['localhost:8788', '[::1]:3000'].map(visit))
  const third = visit('10.0.0.7:80')
  expect(there.visits).toEqual(['shop.example:443', '93.184.215.14:80'])
  expect(here.visits).toEqual(['localhost:8788', '[::1]:3000'])
  here.leave()
  await third
  expect(here.visits).toHaveLength(3)
  await chosen.close()
})
