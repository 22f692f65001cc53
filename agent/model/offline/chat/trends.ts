import type { Workspace } from '../../workspace.ts'
import { type LogFilter, takeFilter } from './logs.ts'
import type { Reading } from './text.ts'
import type { Clock } from './zone.ts'

type Metric = 'sessions' | 'medianLength' | 'completionRate' | 'bounceRate' | 'pages' | 'events'
type Bucket = 'minute' | 'hour' | 'day' | 'week'
interface TrendRequest extends LogFilter {
  metric: Metric
  bucket: Bucket
  groupBy?: string
}

const METRICS: [RegExp, Metric][] = [
  [/\b(?:bounce[- ]?rates?|bounces?|bouncing)\b/, 'bounceRate'],
  [
    /\b(?:(?:completion|conversion|success|finish|complete)[- ]?rates?|completionrate|how many (?:people )?(?:complete|finish|convert)|conversions?|completions?)\b/,
    'completionRate',
  ],
  [
    /\b(?:(?:median|average|avg|mean|typical)?[ -]?(?:session |visit )?(?:lengths?|durations?)|medianlength|how long(?: do| did| are| were)?(?: (?:the |our )?(?:sessions|visits|visitors|people))?(?: last| take| stay)?|time (?:on site|spent))\b/,
    'medianLength',
  ],
  [/\b(?:page ?views?|pages(?: per (?:session|visit))?|pages viewed)\b/, 'pages'],
  [/\b(?:analytics )?events?\b/, 'events'],
  [/\b(?:number of |count of )?(?:sessions?|visits?|visitors?|traffic)\b/, 'sessions'],
]
const BUCKET =
  /\b(?:(?:per|by|each|every|a|over the) (minute|hour|day|week)s?|(minutely|hourly|daily|weekly)|(minute|hour|day|week)[ -]by[ -](?:minute|hour|day|week)|in (minute|hour|day|week)ly? buckets|bucket[:= ]+(minute|hour|day|week))\b/
const GROUP =
  /\b(?:(?:and |,? ?(?:grouped|split|broken down|segmented|breakdown) )?(?:by|per|for each|across|between|group(?:ed)?[ -]?by[:= ]?)) (?:the )?(devices?|device types?|country|countries|outcomes?|targets?|sites?|referr?ers?|sources?|channels?)\b|\b(device|country|outcome|target|referr?er) (?:breakdown|split|comparison)\b/

const DEVICES = ['mobile|phone|smartphone', 'desktop|laptop|computer', 'tablet|ipad']

/** Whether a message asks for figures over time rather than for rows. */
export const ASKS_TREND =
  /\b(?:trends?|over time|charts?|graphs?|plot|histogram|time ?series|evol\w+|develop(?:ed|ing)|breakdown|broken down|hourly|daily|weekly|(?:per|by|each) (?:minute|hour|day|week)|(?:bounce|completion|conversion|success) rates?|median|average|avg|how long (?:do|did|are|were)|pages per (?:session|visit)|(?:split|grouped?|compare|compared|sessions|visits) by|by (?:device|country|outcome|referrer|target))\b/i

/** Reads what to draw. Without a bucket: minutes up to 2 hours, hours up to 2 days, days up to 60 days, then weeks. */
export function readTrend(reading: Reading, workspace: Workspace, clock: Clock): TrendRequest {
  const compared = takeCompared(reading)
  const group = reading.take(GROUP)
  const bucket = reading.take(BUCKET)
  const metric = METRICS.find(([pattern]) => reading.take(pattern))?.[1] ?? 'sessions'
  const { sort, limit, ...filter } = takeFilter(reading, workspace, clock)
  const unit = bucket?.slice(1).find(Boolean)?.toLowerCase()
  const groupBy = group ? groupName(group[1] ?? group[2] ?? '') : compared
  return {
    metric,
    bucket: unit ? bucketOf(unit) : fitting(filter, clock),
    ...(groupBy && { groupBy }),
    ...filter,
  }
}

/** "mobile compared with desktop" asks for both, side by side: the devices are groups then, and no filter. */
function takeCompared(reading: Reading): string | undefined {
  const named = (words: string) => new RegExp(`\\b(?:on |from )?(?:the )?(?:${words})s?\\b`, 'i')
  const devices = DEVICES.filter((words) => reading.has(named(words)))
  if (devices.length < 2) return undefined
  for (const words of devices) reading.take(named(words))
  reading.take(/\b(?:(?:as )?compared (?:with|to)|versus|vs\.?|against)/)
  return 'device'
}

function bucketOf(unit: string): Bucket {
  if (unit.startsWith('d')) return 'day'
  return unit.startsWith('m') ? 'minute' : unit.startsWith('h') ? 'hour' : 'week'
}

/** The bucket that gives a readable number of points for the filter's time range. */
function fitting(filter: LogFilter, clock: Clock): Bucket {
  if (!filter.from) return 'day'
  const hours = (Date.parse(filter.to ?? clock.now.toISOString()) - Date.parse(filter.from)) / 3_600_000
  return hours <= 2 ? 'minute' : hours <= 48 ? 'hour' : hours <= 24 * 60 ? 'day' : 'week'
}

function groupName(word: string): string {
  const low = word.toLowerCase()
  if (low.startsWith('d')) return 'device'
  if (low.startsWith('co')) return 'country'
  if (low.startsWith('o')) return 'outcome'
  return /^(?:t|si)/.test(low) ? 'target' : 'referrer'
}
