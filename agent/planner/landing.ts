import type { Persona } from './plan.ts'
import { byQuota } from './quota.ts'
import { type Random, shuffled } from './random.ts'
import { REFERENCES } from './references.ts'

const MEDIUM: Readonly<Record<string, string>> = {
  newsletter: 'email',
  email: 'email',
  google: 'cpc',
  bing: 'cpc',
}

/** The utm parameters of each visitor, by their referrers; which of a source's visitors come by a tagged link is a quota. */
export function utmOf(referrers: readonly (string | undefined)[], draw: Random): Persona['utm'][] {
  const turns = new Map<string, boolean[]>()
  for (const [source, share] of Object.entries(REFERENCES.tagged.value)) {
    const count = referrers.filter((name) => name?.toLowerCase() === source).length
    const parts = [
      { share, tagged: true },
      { share: 100 - share, tagged: false },
    ]
    turns.set(
      source,
      shuffled(
        byQuota(parts, count).map(({ tagged }) => tagged),
        draw,
      ),
    )
  }
  return referrers.map((name) => {
    const source = name?.toLowerCase() ?? ''
    if (!turns.get(source)?.pop()) return undefined
    const medium = MEDIUM[source] ?? 'paid_social'
    return { source, medium, campaign: medium === 'email' ? 'monthly_news' : 'brand' }
  })
}

/** The address a visit begins at. */
export function landingUrl(origin: string, { utm }: Persona): string {
  if (!utm) return origin
  const query = new URLSearchParams({
    utm_source: utm.source,
    utm_medium: utm.medium,
    utm_campaign: utm.campaign,
  })
  return `${origin}/?${query}`
}
