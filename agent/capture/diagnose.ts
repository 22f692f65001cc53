import type { BannerFinding, SdkFinding, SdkProblem } from '../../db/schema/doctor.ts'
import type { BannerSeen } from './banner.ts'
import type { Evidence } from './probe.ts'
import { SDKS, type Sdk, VENDORS, vendorOf } from './vendors.ts'

/** What the doctor's visit gathered. */
export interface Findings {
  evidence: Evidence
  banner: BannerSeen | null
  /** Whether the banner was answered with yes during the visit. */
  consented: boolean
  sent: Record<string, number>
  accepted: Record<string, number>
  versions: Record<string, string>
  /** Events by SDK and name, where the bodies could be read. */
  events: Record<string, Record<string, number>>
  /** Every address that the pages asked for. */
  urls: string[]
  /** Requests that failed, with Chromium's reason. */
  failures: { url: string; failure: string; sdk?: string }[]
  /** host:port pairs that the fence refused. */
  refused: string[]
  /** The SDKs whose answers were no 2xx, with the status. */
  statuses: Record<string, number>
}

/** Plausible's own rule for addresses that it takes for a developer's machine. */
const LOCAL = /^localhost$|^127(\.\d+){0,2}\.\d+$|^\[::1?\]$/
/** Consent mode: the first digit is for ads, the second for analytics. */
const GA4_DENIED = /\bgcs=G1[01-]0/
/** Crawlers by name: what the SDKs' own lists agree on. */
const BOT = /headless|bot\b|crawler|spider|lighthouse|phantomjs/i

/** Which SDKs the pages load and what would keep each from recording our sessions. */
export function diagnose(findings: Findings): SdkFinding[] {
  return SDKS.flatMap((sdk) => {
    const seenBy = traces(sdk, findings)
    return seenBy.length > 0 ? [examine(sdk, seenBy, findings)] : []
  })
}

function traces(sdk: Sdk, { evidence, urls, sent, events: told }: Findings): string[] {
  const { scripts, storage, events } = VENDORS[sdk]
  // A path that other software uses too says nothing alone; what it carried does.
  const known = sdk in told || urls.some((url) => events?.test(url))
  const signs: [string, boolean][] = [
    ['global', sdk in evidence.globals],
    ['script', sdk in evidence.tagged || [...evidence.scripts, ...urls].some((url) => scripts?.test(url))],
    ['storage', evidence.storage.some((key) => storage?.test(key))],
    ['request', known && (sent[sdk] ?? 0) > 0],
  ]
  return signs.flatMap(([sign, there]) => (there ? [sign] : []))
}

function examine(sdk: Sdk, seenBy: string[], findings: Findings): SdkFinding {
  const { evidence, sent, accepted, versions } = findings
  const [requests, taken] = [sent[sdk] ?? 0, accepted[sdk] ?? 0]
  const problems = [...obstacles(sdk, findings), ...(requests === 0 ? silence(sdk, findings) : [])]
  if (requests > 0 && taken === 0) problems.push(refusal(sdk, findings))
  const records = taken > 0 && !problems.some(({ code }) => code === 'consent_needed')
  // An SDK without requests of its own leaves the sending to whoever embeds it.
  const embedded = !VENDORS[sdk].events
  return {
    sdk,
    name: VENDORS[sdk].name,
    version: versions[sdk] || evidence.globals[sdk] || null,
    seenBy,
    requests,
    accepted: taken,
    verdict: records ? 'records' : problems.length > 0 && !embedded ? 'drops' : 'unsure',
    problems: embedded ? [] : problems,
  }
}

/** Whether the pages name a measurement of GA4's; gtag and a tag manager serve other ends as well. */
function namesGa4({ evidence, urls }: Findings): boolean {
  return [...evidence.scripts, ...urls].some((url) => /gtag\/js\?[^#]*\bid=G-/.test(url))
}

/** Reasons that stand in the page or its browser, whether or not something was sent. */
function obstacles(sdk: Sdk, { evidence, failures, refused, accepted, urls }: Findings): SdkProblem[] {
  const { name, hosts } = VENDORS[sdk]
  const found: SdkProblem[] = []
  if (evidence.webdriver && (sdk === 'posthog' || sdk === 'plausible'))
    found.push({
      code: 'webdriver',
      why: `${name} drops visits whose browser says that it is automated.`,
      fix: 'Run the sessions on a Chromium that does not set navigator.webdriver; ours does not.',
    })
  if (BOT.test(evidence.userAgent) && sdk !== 'amplitude')
    found.push({
      code: 'bot_filter',
      why: `${name} filters the user agent "${evidence.userAgent.slice(0, 120)}" as a robot's.`,
      fix:
        sdk === 'posthog'
          ? 'Set opt_out_useragent_filter: true in posthog.init, or use an ordinary user agent.'
          : 'Use an ordinary user agent.',
    })
  if (evidence.doNotTrack && (sdk === 'mixpanel' || sdk === 'posthog'))
    found.push({
      code: 'do_not_track',
      why: `${name} honours Do-Not-Track, and this browser sends it.`,
      fix:
        sdk === 'mixpanel'
          ? 'Set ignore_dnt: true in mixpanel.init.'
          : 'Set respect_dnt: false in posthog.init.',
    })
  if (evidence.optedOut.includes(sdk))
    found.push({
      code: 'opted_out',
      why: `${name} says that this visitor has opted out.`,
      fix: 'The site opts visitors out by default: opt in after consent, or turn the default off for this environment.',
    })
  const hits = sdk === 'ga4' ? urls.filter((url) => VENDORS.ga4.events?.test(url)) : []
  if (hits.length > 0 && hits.every((url) => GA4_DENIED.test(url)))
    found.push({
      code: 'consent_needed',
      why: 'Google Analytics was told that analytics_storage is denied: what it sends counts as no user and no session.',
      fix: 'Let a share of the visitors accept the banner (consent.accept of the target), or grant analytics_storage by default in this environment.',
    })
  const csp = failures.find(
    (it) =>
      it.failure === 'csp' &&
      (it.sdk === sdk || VENDORS[sdk].scripts?.test(it.url) || hosts?.test(hostOf(it.url))),
  )
  if (csp)
    found.push({
      code: 'csp',
      why: `The page's own Content-Security-Policy holds back ${hostOf(csp.url)}.`,
      fix: `Add https://${hostOf(csp.url)} to script-src and connect-src of the policy.`,
    })
  const fenced = refused.filter((host) => vendorOf(host).vendor === name)
  const own = failures
    .filter((it) => it.sdk === sdk && it.failure !== 'csp')
    .map(({ url }) => hostPortOf(url))
  own.push(hostPortOf(evidence.tagged[sdk] ?? ''))
  const held = [...new Set([...fenced, ...own.filter((host) => refused.includes(host))])]
  if (held.length > 0 && !accepted[sdk])
    found.push({
      code: 'fence',
      why: `Sessions may not reach ${held.join(', ')}: ${held.length === 1 ? 'it is' : 'they are'} not approved.`,
      fix: 'Approve the host in the list of third parties, if it is yours or your vendor’s.',
    })
  return found
}

/** Reasons that matter only because nothing was sent. */
function silence(sdk: Sdk, findings: Findings): SdkProblem[] {
  const { evidence, banner, consented } = findings
  if (sdk === 'plausible' && LOCAL.test(evidence.hostname))
    return [
      {
        code: 'localhost',
        why: 'Plausible ignores visits on localhost.',
        fix: 'Set captureOnLocalhost: true (script.local.js in older snippets), or visit a deployed address.',
      },
    ]
  if (banner?.visible && !consented)
    return [
      {
        code: 'consent_needed',
        why: `Nothing was sent while the consent banner (${banner.vendor}) stood unanswered.`,
        fix: banner.answers.includes('accept')
          ? 'Let a share of the visitors accept it: consent.accept of the target.'
          : 'The banner has no button that could be found; start the SDK without consent in this environment.',
      },
    ]
  if (sdk === 'ga4' && !namesGa4(findings)) return []
  return [
    {
      code: 'silent',
      why: `${VENDORS[sdk].name} is loaded, and sent no event during the visit.`,
      fix: 'Check that it is initialised with its key on the landing page, and that it is not switched off for this environment.',
    },
  ]
}

function refusal(sdk: Sdk, { statuses }: Findings): SdkProblem {
  const status = statuses[sdk]
  return {
    code: 'refused',
    why: status
      ? `${VENDORS[sdk].name}'s server answered ${status} to its events.`
      : `${VENDORS[sdk].name}'s events left the browser and were not answered.`,
    fix:
      status === 400 || status === 401 || status === 403
        ? 'Check the project key.'
        : 'Check the address that the SDK sends to, and the server behind it.',
  }
}

export function describeBanner(banner: BannerSeen | null, blocks: boolean): BannerFinding[] {
  if (!banner) return []
  const { vendor, visible, answers } = banner
  const named = vendor === 'plain' ? 'A consent banner of the site’s own' : `A consent banner by ${vendor}`
  const ways =
    answers.length > 0 ? `can be answered with ${answers.join(' or ')}` : 'has no button that was found'
  return [
    {
      vendor,
      visible,
      answers,
      fix: `${named} ${ways}.${blocks ? ' Its SDKs send nothing before it is accepted.' : ''} Sessions answer it by the target's consent shares.`,
    },
  ]
}

const hostOf = (url: string) => URL.parse(url)?.hostname ?? ''
const hostPortOf = (url: string) => {
  const parsed = URL.parse(url)
  return parsed ? `${parsed.hostname}:${parsed.port || (parsed.protocol === 'https:' ? 443 : 80)}` : ''
}
