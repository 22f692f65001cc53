import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { Pages } from '../browser/support.ts'

const resolve = createRequire(import.meta.url).resolve
const script = (path: string) => readFileSync(path, 'utf8')
const POSTHOG = script(resolve('posthog-js/dist/array.full.no-external.js'))
const AMPLITUDE = script(
  resolve('@amplitude/analytics-browser').replace(/lib\/.*/, 'lib/scripts/amplitude-min.js'),
)

const js = (text: string) => (_: unknown, res: ServerResponse) => {
  res.writeHead(200, { 'content-type': 'text/javascript' })
  res.end(text)
}
export const html =
  (text: string, headers: Record<string, string> = {}) =>
  (_: unknown, res: ServerResponse) => {
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers })
    res.end(`<!doctype html><title>Page</title>${text}`)
  }
/** Takes events from anywhere, as a vendor's server does. */
export const sink = (_: unknown, res: ServerResponse) => {
  res.writeHead(200, {
    'content-type': 'application/json',
    'access-control-allow-origin': '*',
    'access-control-allow-headers': '*',
  })
  res.end('{"status":1,"code":200}')
}

/** The vendors' own scripts, and answers to what they ask for. */
export const SDK_FILES: Pages = {
  '/vendor/posthog.js': js(POSTHOG),
  '/vendor/amplitude.js': js(AMPLITUDE),
  '/ingest/e/': sink,
  '/ingest/i/v0/e/': sink,
  '/ingest/flags/': sink,
  '/favicon.ico': html(''),
}

const start = (options: string) =>
  `posthog.init('phc_test', { api_host: location.origin + '/ingest', advanced_disable_flags: true, disable_surveys: true, disable_session_recording: true, ${options} })`
export const posthogAtOnce = (options = '') =>
  `<script src=/vendor/posthog.js></script><script>${start(options)}</script>`

/** Real PostHog behind a banner of the site's own: nothing is sent before it is accepted. */
export const posthogBehindBanner = `
  <script src=/vendor/posthog.js></script>
  <div id=cookie-notice style="position:fixed;bottom:0">We use cookies to see what works.
    <button onclick="location.hash='no';this.parentNode.remove()">Reject all</button>
    <button onclick="${start('').replaceAll("'", '&#39;')};this.parentNode.remove()">Accept all</button></div>`

/** Real Amplitude that sends to another host. */
export const amplitudeTo = (origin: string) =>
  `<script src=/vendor/amplitude.js></script>
   <script>amplitude.init('key', { serverUrl: '${origin}/amplitude/2/httpapi', fetchRemoteConfig: false, autocapture: { pageViews: true, sessions: true } })</script>`

/** The globals that the vendors' snippets leave, and nothing behind them. */
export const GLOBALS_ONLY = `<script>
  window.dataLayer = window.dataLayer || []
  window.gtag = function () { dataLayer.push(arguments) }
  window.analytics = { initialize: true, SNIPPET_VERSION: '5.2.0', track() {} }
  window.umami = { track() {} }
  window.rrweb = { record() {} }
  window.heap = { appid: '1', track() {} }
  window.FS = () => {}
  window.hj = () => {}
  window.plausible = () => {}
</script>`
