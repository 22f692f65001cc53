import { expect, test } from 'vitest'
import { diagnose, type Findings } from '../../../agent/capture/diagnose.ts'
import type { Sdk } from '../../../agent/capture/vendors.ts'

type Change = Partial<Omit<Findings, 'evidence'>> & { evidence?: Partial<Findings['evidence']> }

/** What the doctor would say of an SDK that was there; the rest is as an ordinary visit finds it. */
function saidOf(sdk: Sdk, { evidence, ...change }: Change) {
  const found: Findings = {
    evidence: {
      globals: { [sdk]: '' },
      ...{ optedOut: [], scripts: [], tagged: {}, storage: [], blocked: [], webdriver: false },
      ...{ userAgent: 'Mozilla/5.0 Chrome/156.0.0.0 Safari/537.36', doNotTrack: false },
      hostname: 'shop.example',
      ...evidence,
    },
    ...{ banner: null, consented: false, sent: {}, accepted: {}, versions: {}, events: {}, urls: [] },
    ...{ failures: [], refused: [], statuses: {} },
    ...change,
  }
  const [first] = diagnose(found)
  return { verdict: first?.verdict, problem: first?.problems[0] }
}

const asked = (sdk: Sdk, status?: number): Change => ({
  sent: { [sdk]: 2 },
  ...(status === undefined ? { accepted: { [sdk]: 2 } } : { statuses: { [sdk]: status } }),
})
const collect = (consent: string) => `https://www.google-analytics.com/g/collect?v=2&gcs=${consent}`
const told = (...consents: string[]): Change => ({ ...asked('ga4'), urls: consents.map(collect) })

test.each<[string, Sdk, Change, string, RegExp]>([
  [
    'a browser that says it is automated',
    'posthog',
    { evidence: { webdriver: true } },
    'webdriver',
    /Chromium/,
  ],
  [
    'a user agent on a list of robots',
    'posthog',
    { evidence: { userAgent: 'HeadlessChrome/156' } },
    'bot_filter',
    /opt_out_useragent_filter: true/,
  ],
  ['Do-Not-Track', 'mixpanel', { evidence: { doNotTrack: true } }, 'do_not_track', /ignore_dnt: true/],
  ['an opt-out', 'amplitude', { evidence: { optedOut: ['amplitude'] } }, 'opted_out', /opt in after consent/],
  ['a switch in the page', 'ga4', { evidence: { optedOut: ['ga4'] } }, 'opted_out', /turn the default off/],
  ['a wrong key, as PostHog answers it', 'posthog', asked('posthog', 401), 'refused', /project key/],
  ['a wrong key, as Amplitude answers it', 'amplitude', asked('amplitude', 400), 'refused', /project key/],
  ['a server that is down', 'segment', asked('segment', 503), 'refused', /server behind it/],
  ['consent that is denied by default', 'ga4', told('G100', 'G110'), 'consent_needed', /analytics_storage/],
])('%s keeps sessions from being recorded, and the fix is told', (_, sdk, change, code, fix) => {
  const { verdict, problem } = saidOf(sdk, change)
  expect([verdict, problem?.code]).toEqual(['drops', code])
  expect(problem?.fix).toMatch(fix)
})

test.each<[string, Sdk, Change]>([
  ['consent that is given in the end', 'ga4', told('G100', 'G111')],
  ['events that are answered', 'mixpanel', asked('mixpanel')],
  [
    'an agent that Amplitude does not filter',
    'amplitude',
    { ...asked('amplitude'), evidence: { userAgent: 'bot' } },
  ],
])('%s is no obstacle', (_, sdk, change) => {
  expect(saidOf(sdk, change)).toEqual({ verdict: 'records', problem: undefined })
})
