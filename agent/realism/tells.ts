import { HOUR_MS, localHour } from '../planner/local-time.ts'
import { REFERENCES } from '../planner/references.ts'
import { type Counts, type Population, tally, type Visit } from './population.ts'
import { chiSquareTail } from './special.ts'
import { shareInterval, sum } from './tests.ts'

/** A sign by which people who know analytics recognise fake data. */
export interface Tell {
  tell: string
  /** Undefined when there are too few visits to tell. */
  found?: boolean
  detail: string
  /** What was asked for makes it so. */
  asked?: boolean
}

const whole = (share: number) => `${Math.round(100 * share)} %`

/** A share that is surely above a limit; undefined while that many visits could not show it. */
function surelyAbove(hits: number, n: number, limit: number): boolean | undefined {
  if (shareInterval(n, n)[0] <= limit) return undefined
  return shareInterval(hits, n)[0] > limit
}

function surelyBelow(hits: number, n: number, limit: number): boolean | undefined {
  return surelyAbove(n - hits, n, 1 - limit)
}

/** Every tell, found or not. A tell that the request asked for is marked, and is still a tell. */
export function tells(population: Population): Tell[] {
  const { visits, asked } = population
  const n = visits.length
  const count = (is: (visit: Visit) => boolean) => visits.filter(is).length
  const wanted = (hits: number | undefined) => asked !== undefined && hits === asked.sessions
  const bounces = count(({ pages }) => pages <= 1)
  const mobile = count(({ device }) => device === 'mobile')
  const direct = count(({ referrer }) => referrer === undefined)
  const back = count(({ returning }) => returning)
  const askedMobile = asked && (asked.devices.mobile ?? 0) / asked.sessions
  return [
    {
      tell: 'every visit sees one page',
      found: surelyAbove(bounces, n, 0.8),
      detail: `${bounces} of ${n} bounced`,
      asked: wanted(asked?.bounced),
    },
    evenSystems(visits),
    {
      tell: 'hardly any mobile',
      found: surelyBelow(mobile, n, 0.15),
      detail: `${mobile} of ${n} on a phone`,
      asked: askedMobile !== undefined && askedMobile < 0.15,
    },
    {
      tell: 'everybody comes direct',
      found: surelyAbove(direct, n, 0.8),
      detail: `${direct} of ${n} without a referrer`,
      asked: wanted(asked?.referrers.direct),
    },
    {
      tell: 'every visit is a new person',
      found: surelyBelow(back, n, 0.1),
      detail: `${back} of ${n} were there before`,
      asked: wanted(asked?.people.new),
    },
    ...hours(population),
    { ...onePath(visits), asked: population.journey && wanted(asked?.completed) },
    roundLengths(visits),
  ]
}

/** Systems as equal as a die makes them: in the world Android and Windows are far ahead. */
function evenSystems(visits: readonly Visit[]): Tell {
  const counts = Object.values(tally(visits.map(({ os }) => os)))
  const even = visits.length / counts.length
  const statistic = sum(counts.map((count) => (count - even) ** 2 / even))
  const enough = visits.length >= 40
  const found = counts.length >= 3 && chiSquareTail(statistic, counts.length - 1) > 0.01
  return {
    tell: 'systems are evenly split',
    found: enough ? found : undefined,
    detail: inWords(tally(visits.map(({ os }) => os))),
  }
}

const inWords = (counts: Counts) =>
  Object.entries(counts)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')

const DAY_HOURS = 24

/** Only where a whole day of hours was to be had, and enough visits to see their shape. */
function hours({ visits }: Population): Tell[] {
  const times = visits.map(({ startedAt }) => startedAt)
  const spans = Math.max(...times) - Math.min(...times) > 0.8 * DAY_HOURS * HOUR_MS
  const enough = visits.length >= 50 && spans
  const clock = visits.map(({ timeZone, startedAt }) => localHour(timeZone, startedAt).hour)
  const weights = REFERENCES.hours.value
  const total = sum(weights)
  // Which of the two explains the hours better: the reference's curve, or none at all.
  const better = sum(clock.map((hour) => Math.log(((weights[hour] ?? 1) / total) * DAY_HOURS)))
  const office = clock.filter((hour) => hour >= 9 && hour < 17).length
  const inOffice = surelyAbove(office, visits.length, 0.9)
  const share = whole(office / (visits.length || 1))
  return [
    {
      tell: 'arrivals are flat around the clock',
      found: enough ? better < 0 && inOffice !== true : undefined,
      detail: enough ? `${share} between 9 and 17 on the visitors' clocks` : TOO_SHORT,
    },
    {
      tell: 'arrivals in office hours only',
      found: spansDays(visits) && visits.length >= 50 ? inOffice : undefined,
      detail: spansDays(visits) ? `${share} between 9 and 17 on the visitors' clocks` : TOO_SHORT,
    },
  ]
}

const TOO_SHORT = 'needs fifty visits over most of a day'

/** On more than one day, so that nights were to be had. */
const spansDays = (visits: readonly Visit[]) =>
  new Set(visits.map(({ timeZone, startedAt }) => `${timeZone} ${localHour(timeZone, startedAt).weekday}`))
    .size > new Set(visits.map(({ timeZone }) => timeZone)).size

function onePath(visits: readonly Visit[]): Tell {
  const paths = visits.filter(({ path }) => path.length > 1).map(({ path }) => path.join(' '))
  const most = Math.max(0, ...Object.values(tally(paths)))
  return {
    tell: 'everybody takes the same path',
    found: surelyAbove(most, paths.length, 0.8),
    detail: `${most} of ${paths.length} paths of more than one page are alike`,
  }
}

/** Milliseconds that end in 000 are one in a thousand by chance. */
function roundLengths(visits: readonly Visit[]): Tell {
  const lengths = visits.flatMap(({ lengthMs, dwellMs }) => [lengthMs, ...dwellMs])
  const round = lengths.filter((ms) => ms % 1000 === 0).length
  return {
    tell: 'lengths are round numbers',
    found: lengths.length < 20 ? undefined : shareInterval(round, lengths.length)[0] > 0.02,
    detail: `${round} of ${lengths.length} times are whole seconds`,
  }
}
