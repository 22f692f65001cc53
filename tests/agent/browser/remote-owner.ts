import { openBrowserbase } from '../../../agent/browser/browserbase/browser.ts'
import { DESKTOP, noModel } from './visitors.ts'

/** A process that has an open visit at Browserbase, for tests that kill it. */
const [credentials = '', ledger = '', url = ''] = process.argv.slice(2)
const browser = await openBrowserbase({
  credentials: JSON.parse(credentials),
  places: { atOnce: 1, startsPerMinute: 10 },
  ledger,
  proxies: false,
  onError(error) {
    throw error
  },
})
const signal = new AbortController().signal
const visitor = await browser.open({
  identity: DESKTOP,
  allow: [new URL(url).host],
  generate: noModel,
  signal,
})
await visitor.goto(url)
process.stdout.write('open\n')
