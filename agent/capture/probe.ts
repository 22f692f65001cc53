/** What a page says of itself to whoever looks: facts, judged elsewhere. */
export interface Evidence {
  /** By SDK: its version, or an empty string where it does not say. */
  globals: Record<string, string>
  optedOut: string[]
  scripts: string[]
  /** By SDK: the script that carries its settings as attributes, wherever it is served from. */
  tagged: Record<string, string>
  storage: string[]
  webdriver: boolean
  userAgent: string
  doNotTrack: boolean
  /** Addresses that the page's own policy held back. */
  blocked: string[]
  hostname: string
}

/** Runs in the page, so it may use nothing from outside. */
function probe(): Evidence {
  type Bag = Record<string, unknown>
  const page = window as unknown as Record<string, Bag | undefined>
  const attempt = <T>(look: () => T): T | undefined => {
    try {
      return look()
    } catch {
      return undefined
    }
  }
  const text = (it: unknown) =>
    typeof it === 'string' || typeof it === 'number' ? String(it).slice(0, 40) : ''
  const globals: Record<string, string> = {}
  const found = (sdk: string, there: unknown, version?: unknown) => {
    if (there) globals[sdk] = text(version)
  }
  const { posthog, mixpanel, amplitude, analytics, plausible, umami, heap, FS } = page
  attempt(() =>
    found('posthog', posthog?.__loaded ?? posthog?.__SV, posthog?.version ?? posthog?.LIB_VERSION),
  )
  attempt(() => {
    const config = (mixpanel?.get_config as undefined | ((key: string) => unknown))?.call(
      mixpanel,
      'lib_version',
    )
    found(
      'mixpanel',
      mixpanel?.__SV ?? mixpanel?.get_distinct_id ?? mixpanel?.track,
      mixpanel?.LIB_VERSION ?? config,
    )
  })
  attempt(() =>
    found('amplitude', amplitude?.init ?? amplitude?._q ?? amplitude?.getInstance, amplitude?.VERSION),
  )
  const tags = Object.keys(page.google_tag_manager ?? {})
  attempt(() => found('ga4', typeof page.gtag === 'function' || tags.some((tag) => tag.startsWith('G-')), ''))
  attempt(() =>
    found(
      'segment',
      analytics?.initialize ?? analytics?.SNIPPET_VERSION,
      analytics?.VERSION ?? analytics?.SNIPPET_VERSION,
    ),
  )
  attempt(() => found('plausible', typeof plausible === 'function', plausible?.v))
  attempt(() => found('umami', umami?.track, ''))
  attempt(() => found('rrweb', page.rrweb ?? page.rrwebRecord ?? page.__rrweb_original__addEventListener, ''))
  attempt(() => found('heap', heap?.appid ?? heap?.track, (heap?.version as Bag | undefined)?.heapJsVersion))
  attempt(() => found('fullstory', FS ?? page._fs_namespace, (FS as Bag | undefined)?._v))
  attempt(() => found('hotjar', page.hj ?? page._hjSettings, page._hjSettings?.hjsv))

  const optedOut: string[] = []
  const asks = (sdk: string, it: Bag | undefined, method: string) =>
    attempt(() => {
      const ask = it?.[method]
      if (typeof ask === 'function' && ask.call(it) === true) optedOut.push(sdk)
    })
  asks('posthog', posthog, 'has_opted_out_capturing')
  asks('mixpanel', mixpanel, 'has_opted_out_tracking')
  const stored = attempt(() => Object.keys(localStorage)) ?? []
  for (const key of stored) {
    const value = attempt(() => localStorage.getItem(key)) ?? ''
    if (/^__ph_opt_in_out_/.test(key) && value === '0') optedOut.push('posthog')
    if (/^__mp_opt_in_out_/.test(key) && value === '0') optedOut.push('mixpanel')
    if (/^AMP_/.test(key) && value.includes('"optOut":true')) optedOut.push('amplitude')
    if (key === 'plausible_ignore' && value === 'true') optedOut.push('plausible')
    if (key === 'umami.disabled' && value) optedOut.push('umami')
  }
  const jar = attempt(() => document.cookie.split(/;\s*/).map((cookie) => cookie.split('='))) ?? []
  const cookies = jar.map(([name = '']) => name)
  for (const [name = '', ...value] of jar) {
    const told = attempt(() => decodeURIComponent(atob(decodeURIComponent(value.join('=')))))
    if (/^AMP_/.test(name) && told?.includes('"optOut":true')) optedOut.push('amplitude')
  }
  for (const key of Object.keys(page))
    if (key.startsWith('ga-disable-G-') && (page[key] as unknown) === true) optedOut.push('ga4')
  const tagged: Record<string, string> = {}
  for (const [sdk, tag] of [
    ['umami', 'script[data-website-id][src]'],
    ['plausible', 'script[data-domain][src]'],
  ] as const) {
    const script = document.querySelector<HTMLScriptElement>(tag)
    if (script) tagged[sdk] = script.src.slice(0, 300)
  }
  const { webdriver, userAgent, doNotTrack } = navigator
  return {
    globals,
    optedOut: [...new Set(optedOut)],
    scripts: [...document.scripts].flatMap(({ src }) => (src ? [src.slice(0, 300)] : [])).slice(0, 200),
    tagged,
    storage: [...stored, ...cookies].slice(0, 200).map((key) => key.slice(0, 100)),
    webdriver: webdriver === true,
    userAgent,
    doNotTrack: doNotTrack === '1' || doNotTrack === 'yes',
    blocked: ((page.sessionBurstBlocked ?? []) as unknown as string[]).slice(0, 50),
    hostname: location.hostname,
  }
}

/** Runs before a page's scripts: what its policy holds back, DevTools tells nothing of. */
function watchPolicy(): void {
  const blocked: string[] = []
  Object.defineProperty(window, 'sessionBurstBlocked', { value: blocked })
  addEventListener('securitypolicyviolation', ({ blockedURI }) => {
    if (blocked.length < 50) blocked.push(blockedURI.slice(0, 300))
  })
}

export const watchScript = `(${String(watchPolicy)})()`
export const probeScript = `(${String(probe)})()`
