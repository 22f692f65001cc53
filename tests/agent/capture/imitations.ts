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

/** What each vendor's loader leaves before its script has come: its globals, and the script it asks for. */
const LOADERS = {
  posthog: ['posthog = Object.assign([], { __SV: 1, _i: [] })', 'us-assets.i.posthog.com/static/array.js'],
  mixpanel: [
    'mixpanel = Object.assign([], { __SV: 1.2, _i: [] })',
    'cdn.mxpnl.com/libs/mixpanel-2-latest.min.js',
  ],
  amplitude: [
    'amplitude = { _q: [], _iq: {}, invoked: true }',
    'cdn.amplitude.com/libs/analytics-browser-2.35.0-min.js.gz',
  ],
  ga4: [
    'dataLayer = []; window.gtag = function () { dataLayer.push(arguments) }',
    'www.googletagmanager.com/gtag/js?id=G-ABC123',
  ],
  segment: [
    "analytics = Object.assign([], { invoked: true, SNIPPET_VERSION: '5.2.1' })",
    'cdn.segment.com/analytics.js/v1/key/analytics.min.js',
  ],
  plausible: ['plausible = () => {}; plausible.init = () => {}', 'plausible.io/js/pa-abc.js'],
  umami: ['nothing = 0', 'cloud.umami.is/script.js'],
  rrweb: ['nothing = 0', 'cdn.jsdelivr.net/npm/rrweb@2.0.0/dist/rrweb.min.js'],
  heap: [
    "heap = Object.assign([], { envId: '1', track() {}, load() {} })",
    'cdn.us.heap-api.com/config/1/heap_config.js',
  ],
  fullstory: ["_fs_namespace = 'FS'; window.FS = () => {}", 'edge.fullstory.com/s/fs.js'],
  hotjar: [
    'hj = () => {}; window._hjSettings = { hjid: 1, hjsv: 6 }',
    'static.hotjar.com/c/hotjar-1.js?sv=6',
  ],
} as const
const loaders = (of: (src: string) => string) =>
  Object.values(LOADERS).map(
    ([globals, src]) => `<script>window.${globals}</script><script async src="${of(src)}"></script>`,
  )
/** As they are installed. */
export const ALL_LOADERS = loaders((src) => `https://${src}`).join('')
/** Served by the site under names that say nothing, so that the globals alone give them away. */
export const GLOBALS_ONLY = loaders(() => '/a.js').join('')
