import { openBrowser } from '../../../agent/browser/local/browser.ts'
import { CHROME, DESKTOP, noModel } from './visitors.ts'

/** A process that owns a browser with an open visit, for tests that kill it. */
const [runDir = '', url = ''] = process.argv.slice(2)
const browser = await openBrowser({ chromePath: CHROME, runDir })
const signal = new AbortController().signal
const allow = [new URL(url).host]
const visitor = await browser.open({ identity: DESKTOP, allow, generate: noModel, signal })
await visitor.goto(url)
process.stdout.write('open\n')
