import { SDKS, type Sdk, VENDORS } from './vendors.ts'

export type { Sdk } from './vendors.ts'

const NONE: ReadonlySet<string> = new Set()

/**
 * Which SDK's events a request carries, or undefined for any other request. `seen` are the SDKs that the doctor saw on
 * the target: theirs are known by paths that other software uses as well.
 */
export function analyticsOf(
  request: { method: string; url: string },
  seen: ReadonlySet<string> = NONE,
): Sdk | undefined {
  const byGet = request.method === 'GET'
  if (!byGet && request.method !== 'POST') return undefined
  return SDKS.find((sdk) => {
    const { events, eventsWhereSeen, byGet: alsoByGet } = VENDORS[sdk]
    if (byGet && !alsoByGet) return false
    return events?.test(request.url) || (seen.has(sdk) && eventsWhereSeen?.test(request.url))
  })
}
