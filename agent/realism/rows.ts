import type { Random } from '../planner/random.ts'
import { REFERENCES, type Trust } from '../planner/references.ts'
import { arrivalRows } from './arrival-rows.ts'
import type { Line } from './line.ts'
import { type Counts, type Population, percents, quartiles, tally, type Visit } from './population.ts'
import { depthRow, dwellRow } from './reading-rows.ts'
import { goodnessOfFit, shareInterval, twoProportions, withinShares } from './tests.ts'

/** Of each group, before two are compared. */
const LEAST_VISITS = 10
const BY_ADDRESS =
  'placed by network address: every visit where the browser runs, unless a proxy per country is set'
const HERE = 'where the browser runs'

export function lines(population: Population, draw: Random): Line[] {
  return [
    ...mixes(population, draw),
    ...endings(population),
    ...people(population),
    depthRow(population, draw),
    dwellRow(population, draw),
    lengthLine(population),
    ...arrivalRows(population, draw),
  ]
}

/** Two sets of counts are the same. */
const same = (a: Counts, b: Counts) =>
  [...Object.keys(a), ...Object.keys(b)].every((name) => (a[name] ?? 0) === (b[name] ?? 0))

function mixes({ visits, asked }: Population, draw: Random): Line[] {
  const mix = (
    quantity: 'devices' | 'countries' | 'referrers',
    of: (visit: Visit) => string,
    vendor: Line['vendor'],
  ): Line => {
    const { value, unit, source, trust } = REFERENCES[quantity]
    const values = (list: readonly Visit[]) => tally(list.map(of))
    const counts = values(visits)
    const wanted = asked?.[quantity]
    const byConstruction = wanted !== undefined && same(counts, wanted)
    const expected: Counts = wanted ?? value
    const names = [...new Set([...Object.keys(expected), ...Object.keys(counts)])]
    const tested = goodnessOfFit(
      names.map((name) => counts[name] ?? 0),
      names.map((name) => expected[name] ?? 0),
      draw,
    )
    return {
      quantity,
      unit,
      asked: wanted && percents(wanted),
      sent: percents(counts),
      n: visits.length,
      reference: { values: { ...value }, source, trust },
      byConstruction,
      tested: byConstruction ? undefined : tested,
      note: wanted ? 'compared with what was asked' : 'compared with the reference',
      vendor,
    }
  }
  const shown = (of: (visit: Visit) => string) => (list: readonly Visit[]) => percents(tally(list.map(of)))
  const device = (visit: Visit) => visit.device
  const source = (visit: Visit) => visit.referrer ?? 'direct'
  return [
    mix('devices', device, shown(device)),
    mix('countries', (visit) => visit.country, visits.some(isProxied) ? shown(seenFrom) : BY_ADDRESS),
    mix('referrers', source, shown(source)),
  ]
}

const isProxied = ({ proxied }: Visit) => proxied === true
const seenFrom = (visit: Visit) => (isProxied(visit) ? visit.country : HERE)

const percentOf = (hits: number, n: number): Counts => percents({ yes: hits, no: n - hits })
const isBounce = ({ pages }: Visit) => pages <= 1

function shareLine(
  quantity: string,
  { unit, source, trust }: { unit: string; source: string; trust: Trust },
  visits: readonly Visit[],
  is: (visit: Visit) => boolean,
  [low, high]: readonly [number, number],
  planned: { hits: number; n: number } | undefined,
): Line {
  const hits = (list: readonly Visit[]) => list.filter(is).length
  const [from, to] = shareInterval(hits(visits), visits.length)
  const byConstruction = planned?.hits === hits(visits) && planned.n === visits.length
  const bounds = planned ? [planned.hits / planned.n, planned.hits / planned.n] : [low / 100, high / 100]
  return {
    quantity,
    unit,
    asked: planned && percentOf(planned.hits, planned.n),
    sent: percentOf(hits(visits), visits.length),
    n: visits.length,
    interval: [100 * from, 100 * to],
    reference: { values: { low, high }, source, trust },
    byConstruction,
    tested: byConstruction
      ? undefined
      : withinShares(hits(visits), visits.length, bounds[0] ?? 0, bounds[1] ?? 1),
    note: planned ? 'compared with what was asked' : 'compared with the reference',
    vendor: (list) => percentOf(hits(list), list.length),
  }
}

function endings({ visits, asked, journey }: Population): Line[] {
  const { bounce, conversion } = REFERENCES
  const planned = (hits: number) => asked && { hits, n: asked.sessions }
  const bounced = shareLine(
    'bounces',
    bounce,
    visits,
    isBounce,
    [bounce.value.low, bounce.value.high],
    planned(asked?.bounced ?? 0),
  )
  if (!journey) return [bounced]
  const finished = shareLine(
    'journeys finished',
    conversion,
    visits,
    ({ outcome }) => outcome === 'completed',
    [conversion.value.low, conversion.value.high],
    planned(asked?.completed ?? 0),
  )
  return [bounced, finished]
}

function people({ visits, asked }: Population): Line[] {
  const { returning, returningBounce } = REFERENCES
  const { share } = returning.value
  const back = visits.filter((visit) => visit.returning)
  const fresh = visits.filter((visit) => !visit.returning)
  const planned = asked && { hits: asked.people.returning ?? 0, n: asked.sessions }
  const bounces = (list: readonly Visit[]) => ({ hits: list.filter(isBounce).length, n: list.length })
  const shares = (list: readonly Visit[]) => ({
    returning: percentOf(bounces(list.filter((v) => v.returning)).hits, back.length).yes ?? 0,
    new: percentOf(bounces(list.filter((v) => !v.returning)).hits, fresh.length).yes ?? 0,
  })
  const both = back.length >= LEAST_VISITS && fresh.length >= LEAST_VISITS
  return [
    {
      ...shareLine(
        'returning visitors',
        returning,
        visits,
        (visit) => visit.returning,
        [share, share],
        planned,
      ),
      ...hadToBeNew(visits),
    },
    {
      quantity: 'bounces of returning and of new visitors',
      unit: returningBounce.unit,
      sent: shares(visits),
      n: visits.length,
      reference: { values: { ...returningBounce.value }, ...returningBounce },
      tested: both ? twoProportions(bounces(back), bounces(fresh)) : undefined,
      note: both ? 'tests whether the two differ at all; in the world they do' : 'needs ten visits of each',
      vendor: shares,
    },
  ]
}

/** Says of how many that they found nobody of earlier visits whom they could be. */
function hadToBeNew(visits: readonly Visit[]): Pick<Line, 'note'> {
  const wanted = visits.filter(({ planned }) => planned === 'returning')
  const fresh = wanted.filter(({ returning }) => !returning).length
  if (fresh === 0) return {}
  return {
    note: `${fresh} of the ${wanted.length} planned to return had to be new people: nobody who was there before fitted and was free`,
  }
}

function lengthLine({ visits }: Population): Line {
  const { value, unit, source, trust } = REFERENCES.length
  const [p25 = 0, median = 0, p75 = 0] = value.quartiles
  const seconds = (list: readonly Visit[]) =>
    quartiles(list.filter((visit) => !isBounce(visit)).map(({ lengthMs }) => lengthMs / 1000))
  return {
    quantity: 'session length',
    unit,
    sent: seconds(visits),
    n: visits.filter((visit) => !isBounce(visit)).length,
    reference: { values: { p25, median, p75 }, source, trust },
    note: 'shown beside the reference; it follows from pages and dwell, and is not tested on its own',
    vendor: seconds,
  }
}
