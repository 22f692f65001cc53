import { PROFILES } from './devices.ts'
import type { Device } from './request.ts'

/** How far a figure can be trusted: `published`, read in a vendor's `code`, or a second-hand `prior` that users may know better. */
export type Trust = 'published' | 'code' | 'prior'

export interface Reference<T> {
  value: T
  unit: string
  source: string
  trust: Trust
}

const reference = <T>(value: T, unit: string, trust: Trust, source: string): Reference<T> => ({
  value,
  unit,
  source,
  trust,
})

/** Every distribution that populations are planned after and measured against: the only place with such figures. */
export const REFERENCES = {
  devices: reference<Record<Device, number>>(
    { desktop: 35, mobile: 63, tablet: 2 },
    'percent of sessions',
    'prior',
    'StatCounter 2025, all sites worldwide: 62-64 mobile, 34-36 desktop, 2 tablet',
  ),
  profiles: reference(
    PROFILES,
    'share within a device class',
    'prior',
    'rounded after StatCounter 2025: desktop Windows about 72, macOS 16-20, Linux 4; 1920x1080, 1536x864 and 1366x768 in front; phones of Samsung, Xiaomi, Google',
  ),
  countries: reference<Record<string, number>>(
    { US: 42, GB: 11, DE: 9, CA: 7, FR: 6, IN: 6, AU: 5, NL: 4, ES: 4, BR: 3, SE: 3 },
    'percent of sessions',
    'prior',
    'an English-speaking SaaS audience; no published mix fits every site',
  ),
  referrers: reference<Record<string, number>>(
    { google: 41, direct: 33, linkedin: 8, newsletter: 6, bing: 4, x: 3, reddit: 3, github: 2 },
    'percent of sessions',
    'prior',
    'the usual split of channels: search in front, direct next',
  ),
  /** Weibull. Shape below 1 is "negative aging": most leave early, some stay long. */
  dwell: reference(
    // Gamma(1 + 1/0.7) is 1.26582.
    { shape: 0.7, scaleMs: 55_000 / 1.26582 },
    'milliseconds on a page',
    'published',
    'Liu, White, Dumais, SIGIR 2010: Weibull with shape below 1, mean just under a minute',
  ),
  /** Inverse Gaussian. */
  depth: reference(
    { mean: 3, shape: 6 },
    'pages in a session',
    'prior',
    'Huberman et al., Science 1998, for the law and its heavy tail; the two figures are a rounded prior',
  ),
  hours: reference<readonly number[]>(
    [
      0.45, 0.3, 0.2, 0.15, 0.12, 0.15, 0.25, 0.45, 0.7, 0.9, 1, 1, 0.95, 0.97, 1, 0.98, 0.95, 0.9, 0.88, 0.9,
      0.92, 0.88, 0.75, 0.6,
    ],
    "weight by hour of the visitor's day, from midnight",
    'prior',
    "the trough about 04:00 is that of Mixpanel's generator, after its own data; the shape between is a prior",
  ),
  weekdays: reference<readonly number[]>(
    [0.64, 0.97, 1, 0.99, 0.98, 0.8, 0.53],
    'weight by day of the week, from Sunday',
    'code',
    "Mixpanel's generator, after its own data: .97-1 on weekdays, Friday .80, Saturday .53, Sunday .64",
  ),
  bounce: reference(
    { low: 47, high: 50 },
    'percent of sessions with one page',
    'published',
    'Contentsquare 2022, all sites',
  ),
  returning: reference(
    { share: 48 },
    'percent of sessions by people who were there before',
    'published',
    'Monetate Q4 2015, 7 bn sessions',
  ),
  returningBounce: reference(
    { returning: 24, new: 35 },
    'percent of sessions with one page',
    'published',
    'Monetate Q4 2015, 7 bn sessions',
  ),
  conversion: reference(
    { low: 2, high: 5 },
    'percent of sessions that finish a sign-up',
    'prior',
    'the usual range of SaaS sites, visit to sign-up',
  ),
  length: reference(
    { quartiles: [90, 165, 280] },
    'seconds of a session that is no bounce: lower quartile, median, upper quartile',
    'prior',
    'the usual quartiles of SaaS sites',
  ),
  /** Of the visits from a source, how many come by a tagged link. */
  tagged: reference<Record<string, number>>(
    { newsletter: 100, email: 100, google: 25, bing: 25, linkedin: 40, facebook: 40, instagram: 40, x: 30 },
    'percent of visits from a source with utm parameters',
    'prior',
    'mail is tagged by every mailing tool; the share of paid search and social posts is a guess',
  ),
  leaving: reference(
    (steps: number, length: number) => length - steps,
    'weight of leaving after so many steps, of those who do not finish a journey of `length`',
    'prior',
    'falls evenly: 3 : 2 : 1 of three steps, so that half of them bounce, near the 47-50 % of Contentsquare 2022 for the web at large',
  ),
  sideTrips: reference(
    { before: 50, mostPages: 4 },
    "percent that look elsewhere before the journey, of visits with two pages to spare; pages beside the journey's own",
    'prior',
    'no published figure',
  ),
  interests: reference<Record<Interest, number>>(
    { buying: 20, comparing: 25, learning: 20, browsing: 35 },
    'percent of sessions by what draws the visitor on',
    'prior',
    'no published figure',
  ),
} as const

/** What draws a visitor without a journey from page to page. */
export type Interest = 'buying' | 'comparing' | 'learning' | 'browsing'

export type Preset = 'demo' | 'true-to-life'

/** What a preset stands for where the request leaves it open, in percent of all sessions. */
interface PresetFigures {
  /** Who finishes the journey. */
  conversion: number
  /** Who leaves after one page: of a journey that not everybody finishes, or of a free walk. */
  bounce: number
  newVisitors: number
}
export const PRESETS: Record<Preset, PresetFigures> = {
  /** Funnels wide enough that 30 sessions tell a story; free walks bounce as the better quarter of SaaS sites does (prior). */
  demo: { conversion: 100, bounce: 32, newVisitors: 100 },
  /** In the middle of what is published: REFERENCES.bounce, .conversion and .returning. */
  'true-to-life': { conversion: 4, bounce: 48, newVisitors: 52 },
}
