import type { BurstReport } from '../client.ts'

export type ReportRow = BurstReport['rows'][number]
export type Verdict = ReportRow['verdict']

/** One line of a quantity, side by side: what was asked, sent, and is known of the world. */
export interface Figure {
  name: string
  asked: number | null
  sent: number | null
  /** Where the reference is a span, both its ends. */
  reference: readonly [low: number, high: number] | null
}

/** In the order in which a reader looks for them. */
export const VERDICTS: readonly Verdict[] = [
  'differs',
  'fits',
  'by construction',
  'too few to tell',
  'not tested',
]

/** A row as figures; a share of yes and no as the one figure it is. */
export function figuresOf({ asked, sent, reference }: ReportRow): Figure[] {
  // Of a process there is no more to show than what its test says.
  if ('statistic' in sent) return []
  const known = reference?.values ?? {}
  if ('yes' in sent || 'low' in known) {
    const { low, high } = known
    const span = low === undefined || high === undefined ? null : ([low, high] as const)
    return [{ name: 'share', asked: asked?.yes ?? null, sent: sent.yes ?? null, reference: span }]
  }
  const names = [...new Set([asked ?? {}, sent, known].flatMap((counts) => Object.keys(counts)))]
  return ordered(names).map((name) => ({
    name,
    asked: asked?.[name] ?? null,
    sent: sent[name] ?? null,
    reference: known[name] === undefined ? null : [known[name], known[name]],
  }))
}

/** An object gives "10" before "00"; hours go round the clock. */
const ordered = (names: string[]) => (names.every((name) => /^\d\d$/.test(name)) ? names.toSorted() : names)

/** The longest of them, for a common scale. */
export const mostOf = (figures: readonly Figure[]) =>
  Math.max(
    ...figures.flatMap(({ asked, sent, reference }) => [asked ?? 0, sent ?? 0, reference?.[1] ?? 0]),
    Number.MIN_VALUE,
  )

const NAMES: Record<string, string> = { posthog: 'PostHog', mixpanel: 'Mixpanel', amplitude: 'Amplitude' }
export const vendorName = (vendor: string) => NAMES[vendor] ?? vendor

/** What the vendors will show of a quantity, where that is not simply what was sent. */
export function vendorsInWords({ vendors, sent }: ReportRow): string[] {
  return vendors.flatMap(({ vendor, shows, why }) => {
    if (why) return [`${vendorName(vendor)}: ${why}`]
    if (!shows || same(shows, sent)) return []
    const parts = Object.entries(shows).map(([name, value]) => `${name} ${value}`)
    return [`${vendorName(vendor)} shows ${parts.join(', ')}`]
  })
}

const same = (a: Record<string, number>, b: Record<string, number>) =>
  [...Object.keys(a), ...Object.keys(b)].every((name) => (a[name] ?? 0) === (b[name] ?? 0))

/** A test in words, or why there is none. */
export function testInWords({ test, n }: ReportRow): string | undefined {
  if (!test) return undefined
  const p = test.holm < 0.001 ? 'p below 0.001' : `p ${Number(test.holm.toPrecision(2))}`
  return `${test.name} ${Number(test.statistic.toPrecision(3))}, ${p} after Holm, n ${n.toLocaleString('en-GB')}`
}
