import { statfs } from 'node:fs/promises'
import { hostUserAgent } from './identity.ts'

export interface FlagOptions {
  profile: string
  /** Full version, such as 156.0.8078.79. */
  version: string
  /** A proxy that refuses everything: what Chromium itself calls home with ends there. */
  denyAll: string
}

/** Each window's toolbar would be pages with a process each, that nobody looks at: half of the CPU of a short visit. */
export const TOOLBAR =
  'InitialWebUI,WebUIReloadButton,WebUIOmniboxPopup,WebUIOmniboxAimPopup,PreloadTopChromeWebUI'
/**
 * Stagehand's own list, then: BackForwardCache, because together with RenderDocument it keeps a visit's identity
 * until pagehide; HttpsUpgrades, because plain http targets would first be tried on a port off the list.
 */
const DISABLED_FEATURES = [
  'Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,CalculateNativeWinOcclusion',
  'InterestFeedContentSuggestions,CertificateTransparencyComponentUpdater,AutofillServerCommunication',
  'PrivacySandboxSettings4,RenderDocument,BackForwardCache,HttpsUpgrades',
  TOOLBAR,
].join(',')

const FIXED = [
  '--headless',
  // Both: the port is what we and Stagehand speak through, the pipe makes Chromium die with us.
  '--remote-debugging-pipe',
  '--remote-debugging-port=0',
  '--remote-allow-origins=*',
  '--enable-unsafe-extension-debugging',
  `--disable-features=${DISABLED_FEATURES}`,
  // Either debugging switch above sets navigator.webdriver, and analytics SDKs drop such visits.
  '--disable-blink-features=AutomationControlled',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  // STUN over UDP would go round the proxy.
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-quic',
  '--lang=en-US',
  '--window-size=1280,800',
  '--disable-component-extensions-with-background-pages',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-client-side-phishing-detection',
  '--disable-crash-reporter',
  '--disable-breakpad',
  '--disable-sync',
  '--metrics-recording-only',
  '--disable-default-apps',
  '--mute-audio',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-ipc-flooding-protection',
  '--password-store=basic',
  '--use-mock-keychain',
  '--force-fieldtrials=*BackgroundTracing/default/',
  '--disable-hang-monitor',
  '--disable-prompt-on-repost',
  '--disable-domain-reliability',
  '--propagate-iph-for-testing',
]

export async function chromiumFlags({ profile, version, denyAll }: FlagOptions): Promise<string[]> {
  return [
    ...FIXED,
    `--user-data-dir=${profile}`,
    `--user-agent=${hostUserAgent(version)}`,
    `--proxy-server=${denyAll}`,
    // Chromium refuses to run its sandbox as root; everywhere else the sandbox stays on.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...((await hasSmallSharedMemory()) ? ['--disable-dev-shm-usage'] : []),
    'about:blank',
  ]
}

/** Containers give 64 MB by default, too little for a few pages: their tabs would crash. */
async function hasSmallSharedMemory(): Promise<boolean> {
  if (process.platform !== 'linux') return false
  try {
    const { bavail, bsize } = await statfs('/dev/shm')
    return bavail * bsize < 2 ** 29
  } catch {
    // No /dev/shm at all.
    return true
  }
}
