import { random } from '../planner/random.ts'
import type { Preset, Trust } from '../planner/references.ts'
import type { Line } from './line.ts'
import { type Counts, type Population, tenth } from './population.ts'
import { lines } from './rows.ts'
import { type Tell, tells } from './tells.ts'
import { holm } from './tests.ts'

export type Verdict = 'fits' | 'differs' | 'too few to tell' | 'by construction' | 'not tested'

/** One quantity in its four columns: asked, sent by the browser, what each vendor will show, reference. */
export interface Row {
  quantity: string
  unit: string
  n: number
  asked: Counts | null
  sent: Counts
  /** 95 %, in percent. */
  interval: [low: number, high: number] | null
  vendors: { vendor: string; shows: Counts | null; why: string | null }[]
  reference: { values: Counts; source: string; trust: Trust } | null
  test: { name: string; statistic: number; p: number; holm: number } | null
  verdict: Verdict
  note: string | null
}

export interface Report {
  /** What was left open came from it; null for several bursts together. */
  preset: Preset | null
  visits: number
  /** What each vendor counts; a stray visit is one that it saw and the log counts once, as another attempt. */
  vendors: { vendor: string; sessions: number; strayVisits: number; people: number }[]
  rows: Row[]
  tells: {
    tell: string
    verdict: 'found' | 'not found' | 'too few to tell'
    asked: boolean
    detail: string
  }[]
}

/** By family of tests: of twenty reports on what is as it should be, one says that something differs. */
export const LEVEL = 0.05
/** A test on less says nothing either way. */
const LEAST = 20
/** Simulations are drawn from one seed, so that a report read twice says the same. */
const SEED = 1

/** Compares a population with what was asked for and what is known of the world. Pure. */
export function report(population: Population): Report {
  const all = lines(population, random(SEED, 'report'))
  const enough = (line: Line) => line.n >= LEAST && !line.byConstruction
  const tested = all.filter((line) => line.tested && enough(line))
  const corrected = holm(tested.map((line) => line.tested?.p ?? 1))
  const vendors = vendorsOf(population)
  return {
    preset: population.preset ?? null,
    visits: population.visits.length,
    vendors: vendors.map((vendor) => {
      const seen = acceptedBy(population, vendor)
      const strayVisits = population.strays[vendor] ?? 0
      return { vendor, sessions: seen.length, strayVisits, people: peopleIn(seen) + strayVisits }
    }),
    rows: all.map((line) => {
      const at = tested.indexOf(line)
      const p = at < 0 ? undefined : corrected[at]
      return row(line, p, population, vendors)
    }),
    tells: tells(population).map(toldOf),
  }
}

const vendorsOf = ({ visits, strays }: Population) =>
  [...new Set([...visits.flatMap(({ accepted }) => accepted), ...Object.keys(strays)])].toSorted()

const acceptedBy = ({ visits }: Population, vendor: string) =>
  visits.filter(({ accepted }) => accepted.includes(vendor))

/** Who comes back is one person. */
const peopleIn = (visits: Population['visits']) =>
  new Set(visits.map(({ person }, i) => person ?? `visit ${i}`)).size

function row(line: Line, corrected: number | undefined, population: Population, vendors: string[]): Row {
  const { quantity, unit, n, asked, sent, interval, reference, tested, note } = line
  const shown = vendors.map((vendor) =>
    typeof line.vendor === 'string'
      ? { vendor, shows: null, why: line.vendor }
      : { vendor, shows: line.vendor(acceptedBy(population, vendor)), why: null },
  )
  const test =
    tested && corrected !== undefined
      ? { name: tested.test, statistic: tested.statistic, p: tested.p, holm: corrected }
      : null
  return {
    quantity,
    unit,
    n,
    asked: asked ?? null,
    sent,
    interval: interval ? [tenth(interval[0]), tenth(interval[1])] : null,
    vendors: shown,
    reference: reference
      ? { values: reference.values, source: reference.source, trust: reference.trust }
      : null,
    test,
    verdict: verdict(line, corrected),
    note: note ?? null,
  }
}

function verdict(line: Line, corrected: number | undefined): Verdict {
  if (line.byConstruction) return 'by construction'
  if (!line.tested) return 'not tested'
  if (corrected === undefined) return 'too few to tell'
  return corrected < LEVEL ? 'differs' : 'fits'
}

function toldOf({ tell, found, asked = false, detail }: Tell): Report['tells'][number] {
  const verdict = found === undefined ? 'too few to tell' : found ? 'found' : 'not found'
  return { tell, verdict, asked: asked && found === true, detail }
}

/** The report in two or three sentences. */
export function summary({ visits, rows, tells: told }: Report): string {
  if (visits === 0) return 'No visit has ended yet, so there is nothing to report on.'
  const named = (verdict: Verdict) => rows.filter((one) => one.verdict === verdict).map((r) => r.quantity)
  const [fits, differs, built] = [named('fits'), named('differs'), named('by construction')]
  const found = told.filter(({ verdict: v }) => v === 'found')
  return [
    `Of ${visits} ${visits === 1 ? 'visit' : 'visits'}:`,
    differs.length > 0 ? `${differs.join(', ')} ${differs.length === 1 ? 'differs' : 'differ'}.` : '',
    fits.length > 0 ? `${fits.join(', ')} ${fits.length === 1 ? 'fits' : 'fit'}.` : '',
    built.length > 0 ? `As asked by construction: ${built.join(', ')}.` : '',
    differs.length + fits.length === 0 ? 'There are too few to test anything else.' : '',
    found.length > 0
      ? `Would look fake: ${found.map(({ tell, asked }) => (asked ? `${tell} (as asked)` : tell)).join('; ')}.`
      : 'Nothing that gives fake data away was found.',
  ]
    .filter(Boolean)
    .join(' ')
}
