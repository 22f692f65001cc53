/** The SDKs whose requests are told apart, by contract with the log: names as their vendors write them, folded. */
export const SDKS = [
  'posthog',
  'mixpanel',
  'amplitude',
  'ga4',
  'segment',
  'plausible',
  'umami',
  'rrweb',
  'heap',
  'fullstory',
  'hotjar',
] as const
export type Sdk = (typeof SDKS)[number]

export interface Vendor {
  name: string
  /**
   * The vendor's own hosts, for scripts and for events. A target's sessions reach them without being asked for each:
   * the owner put the SDK on the page to be recorded by it. The owner sees them listed and can take each back.
   */
  hosts?: RegExp
  /** Addresses of its script, also where the site serves it itself. */
  scripts?: RegExp
  /** Requests that carry events: vendors' hosts, and what their SDKs keep behind a reverse proxy. */
  events?: RegExp
  /** Such requests too, once the doctor has seen the SDK: other software may use the same path. */
  eventsWhereSeen?: RegExp
  /** Sends events by GET as well. */
  byGet?: boolean
  /** Keys of localStorage and names of cookies that it leaves behind. */
  storage?: RegExp
}

/**
 * Read in the packages' sources (posthog-js 1.449, mixpanel-browser 2.83, @amplitude/analytics-browser 2.35), the
 * others from their vendors' installation pages. Feature flags, configuration and diagnostics are no events: nobody is
 * counted for them.
 */
export const VENDORS: Record<Sdk, Vendor> = {
  posthog: {
    name: 'PostHog',
    hosts: /(^|\.)i\.posthog\.com$|^(app|us|eu)\.posthog\.com$/,
    scripts: /posthog[^?]*\.js|\/static\/array(\.full)?\.js|\/array\/phc_/,
    events: /posthog[^?]*\/(e|batch|capture|i\/v\d+\/e)\/?(\?|$)/,
    eventsWhereSeen: /\/(e|i\/v\d+\/e)\/(\?|$)/,
    storage: /^ph_.*_posthog$/,
  },
  mixpanel: {
    name: 'Mixpanel',
    hosts: /^(api|api-js|api-eu|api-in)\.mixpanel\.com$|^cdn\.mxpnl\.com$/,
    scripts: /mixpanel[^?]*\.js|cdn\.mxpnl\.com/,
    events: /mixpanel[^?]*\/(track|engage|groups)\/?(\?|$)|\/(track|engage|groups)\/\?[^#]*\bverbose=1/,
    storage: /^mp_.*_mixpanel$/,
  },
  amplitude: {
    name: 'Amplitude',
    hosts: /^(api|api2|api\.eu|cdn|sr-client-cfg)\.amplitude\.com$/,
    scripts: /amplitude[^?]*\.js|cdn\.amplitude\.com/,
    // Its diagnostics and session replay have hosts of their own.
    events: /^(?!https:\/\/(diagnostics|api-sr))[^?]*amplitude/,
    storage: /^AMP_(?!TEST|remote)/,
  },
  ga4: {
    name: 'Google Analytics 4',
    hosts:
      /^(www|ssl|region\d+)\.google-analytics\.com$|^analytics\.google\.com$|^www\.googletagmanager\.com$/,
    scripts: /googletagmanager\.com\/(gtag\/js|gtm\.js)/,
    events: /\/g\/collect\?[^#]*\bv=2/,
    byGet: true,
    storage: /^_ga(_|$)/,
  },
  segment: {
    name: 'Segment',
    hosts: /^cdn\.segment\.(com|io)$|^api\.segment\.io$/,
    scripts: /cdn\.segment\.(com|io)|\/analytics\.js\/v1\//,
    events: /segment[^?]*\/v1\/(t|p|i|g|s|a|b|track|page|identify|group|screen|alias|batch)\/?(\?|$)/,
    storage: /^ajs_/,
  },
  plausible: {
    name: 'Plausible',
    hosts: /^plausible\.io$/,
    scripts: /plausible[^?]*\.js|plausible\.io\/js\//,
    events: /plausible[^?]*\/event(\?|$)/,
    eventsWhereSeen: /\/api\/event(\?|$)/,
  },
  umami: {
    name: 'Umami',
    hosts: /^cloud\.umami\.is$|^(api-)?gateway(-\w+)?\.umami\.(is|dev)$/,
    scripts: /umami[^?]*\.js|cloud\.umami\.is/,
    events: /umami[^?]*\/api\/send(\?|$)/,
    eventsWhereSeen: /\/api\/send(\?|$)/,
  },
  rrweb: { name: 'rrweb', scripts: /rrweb[^?]*\.js/ },
  heap: {
    name: 'Heap',
    hosts: /^(cdn|www)?\.?heapanalytics\.com$|^(cdn|c)\.(us|eu)\.heap-api\.com$/,
    scripts: /heapanalytics\.com\/js|heap-api\.com\/(config|js)/,
    events: /heap(analytics\.com|-api\.com)\/(h|api\/(track|identify))(\?|\/|$)/,
    byGet: true,
    storage: /^_hp[25]_/,
  },
  fullstory: {
    name: 'FullStory',
    hosts: /^(edge|rs)\.(eu1\.)?fullstory\.com$/,
    scripts: /fullstory\.com\/s\/fs\.js/,
    events: /fullstory\.com\/rec\/bundle/,
    storage: /^_?fs_(uid|lua)$/,
  },
  hotjar: {
    name: 'Hotjar',
    hosts: /^(static|script|vars|in|ws\d*|insights|content|metrics|vc|surveystats)\.hotjar\.(com|io)$/,
    scripts: /static\.hotjar\.com|script\.hotjar\.com/,
    events: /hotjar\.(com|io)\/(api\/v\d+\/client|recordings|content|sessions)/,
    storage: /^_hj/,
  },
}

/** Hosts that show consent banners. They record nobody: the owner decides whether visitors meet the banner. */
const BANNER_HOSTS: [string, RegExp][] = [
  ['OneTrust', /(^|\.)(cookielaw\.org|onetrust\.com)$/],
  ['Cookiebot', /^consent(cdn)?\.cookiebot\.(com|eu)$/],
  ['Usercentrics', /(^|\.)usercentrics\.eu$/],
  ['Didomi', /^sdk\.privacy-center\.org$|(^|\.)didomi\.io$/],
  ['Osano', /^(cmp|consent)\.(osano\.com|api\.osano\.com)$/],
]

/** Whose host it is, and whether sessions may reach it by rule: over https, on its usual port. */
export function vendorOf(host: string): { vendor: string | null; allowed: boolean } {
  const [name = '', port] = host.split(':')
  const sdk = SDKS.find((one) => VENDORS[one].hosts?.test(name))
  if (sdk) return { vendor: VENDORS[sdk].name, allowed: port === '443' }
  return { vendor: BANNER_HOSTS.find(([, hosts]) => hosts.test(name))?.[0] ?? null, allowed: false }
}
