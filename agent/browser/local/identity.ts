import type { Identity } from '../../planner/plan.ts'

/** A DevTools command that makes a page show an identity. */
export type Override = [method: string, params: Record<string, unknown>]

const PLATFORMS = {
  Windows: { agent: 'Windows NT 10.0; Win64; x64', navigator: 'Win32', hint: 'Windows' },
  macOS: { agent: 'Macintosh; Intel Mac OS X 10_15_7', navigator: 'MacIntel', hint: 'macOS' },
  Linux: { agent: 'X11; Linux x86_64', navigator: 'Linux x86_64', hint: 'Linux' },
  Android: { agent: 'Linux; Android 10; K', navigator: 'Linux armv81', hint: 'Android' },
} as const

/** Chrome's reduced user agent: no system version, no device, only the major version. */
export function userAgent(os: Identity['os'], device: Identity['device'], version: string): string {
  const mobile = os === 'Android' && device === 'mobile' ? 'Mobile ' : ''
  const chrome = `Chrome/${major(version)}.0.0.0`
  return `Mozilla/5.0 (${PLATFORMS[os].agent}) AppleWebKit/537.36 (KHTML, like Gecko) ${chrome} ${mobile}Safari/537.36`
}

/** The user agent of the machine itself: what a page that escapes its overrides still shows. */
export function hostUserAgent(version: string): string {
  const os = { darwin: 'macOS', win32: 'Windows' } as const
  return userAgent(os[process.platform as keyof typeof os] ?? 'Linux', 'desktop', version)
}

/** `suffix` follows the user agent; the brands of the client hints stay Chrome's. */
export function identityOverrides(identity: Identity, version: string, suffix?: string): Override[] {
  const touch = identity.device !== 'desktop'
  return [
    ['Emulation.setUserAgentOverride', agentOverride(identity, version, suffix)],
    ['Emulation.setTimezoneOverride', { timezoneId: identity.timeZone }],
    ['Emulation.setLocaleOverride', { locale: identity.languages[0] ?? 'en-US' }],
    ['Emulation.setDeviceMetricsOverride', metrics(identity)],
    ['Emulation.setTouchEmulationEnabled', { enabled: touch, maxTouchPoints: touch ? 5 : 1 }],
    // Every visit has its own window, yet only one window of a Chromium can have the focus.
    ['Emulation.setFocusEmulationEnabled', { enabled: true }],
  ]
}

function agentOverride(identity: Identity, version: string, suffix?: string) {
  const platform = PLATFORMS[identity.os]
  const android = identity.os === 'Android'
  return {
    userAgent: [userAgent(identity.os, identity.device, version), suffix].filter(Boolean).join(' '),
    // Without quality values: Chromium adds them itself.
    acceptLanguage: identity.languages.join(','),
    platform: platform.navigator,
    userAgentMetadata: {
      brands: brands(version, major(version)),
      fullVersionList: brands(version, version),
      fullVersion: version,
      platform: platform.hint,
      platformVersion: identity.osVersion,
      architecture: android ? '' : identity.os === 'macOS' ? 'arm' : 'x86',
      bitness: android ? '' : '64',
      wow64: false,
      model: identity.model,
      mobile: android && identity.device === 'mobile',
      formFactors: [{ desktop: 'Desktop', mobile: 'Mobile', tablet: 'Tablet' }[identity.device]],
    },
  }
}

/** User agent and languages as every request names them. */
export function agentHeaders(identity: Identity, version: string, suffix?: string): Record<string, string> {
  const weighted = identity.languages.map((language, i) =>
    i === 0 ? language : `${language};q=${Math.max(0.1, 1 - i / 10).toFixed(1)}`,
  )
  return {
    'user-agent': agentOverride(identity, version, suffix).userAgent,
    'accept-language': weighted.join(','),
  }
}

/** The client hints that follow from the identity, by lower-case name. */
export function clientHints(identity: Identity, version: string): Record<string, string> {
  const { userAgentMetadata: data } = agentOverride(identity, version)
  const list = (items: { brand: string; version: string }[]) =>
    items.map((item) => `"${item.brand}";v="${item.version}"`).join(', ')
  return {
    'sec-ch-ua': list(data.brands),
    'sec-ch-ua-mobile': data.mobile ? '?1' : '?0',
    'sec-ch-ua-platform': `"${data.platform}"`,
    'sec-ch-ua-platform-version': `"${data.platformVersion}"`,
    'sec-ch-ua-model': `"${data.model}"`,
    'sec-ch-ua-full-version-list': list(data.fullVersionList),
  }
}

function metrics({ device, width, height, pixelRatio }: Identity) {
  const mobile = device !== 'desktop'
  const orientation =
    height > width
      ? { type: 'portraitPrimary', angle: 0 }
      : { type: 'landscapePrimary', angle: mobile ? 90 : 0 }
  return {
    width,
    height,
    deviceScaleFactor: pixelRatio,
    mobile,
    screenWidth: width,
    screenHeight: height + (mobile ? 0 : DESKTOP_CHROME_HEIGHT),
    screenOrientation: orientation,
  }
}

/** Title bar, tabs and address bar of a desktop window, and the system's task bar. */
const DESKTOP_CHROME_HEIGHT = 120

const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const

/** Chromium's own algorithm (user_agent_utils.cc): which nonsense brand, and in which order, follows from the major version. */
function brands(version: string, shown: string): { brand: string; version: string }[] {
  const seed = Number(major(version))
  const signs = [' ', '(', ':', '-', '.', '/', ')', ';', '=', '?', '_']
  const nonsense = `Not${signs[seed % 11]}A${signs[(seed + 1) % 11]}Brand`
  const number = ['8', '99', '24'][seed % 3] ?? '8'
  const list = [
    { brand: nonsense, version: shown.includes('.') ? `${number}.0.0.0` : number },
    { brand: 'Chromium', version: shown },
    { brand: 'Google Chrome', version: shown },
  ]
  const order = ORDERS[seed % 6] ?? ORDERS[0]
  return list
    .map((item, i) => ({ item, at: order[i] ?? i }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

const major = (version: string): string => version.split('.')[0] ?? version
