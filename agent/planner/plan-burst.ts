import { accountOf } from './account.ts'
import { arrivals } from './arrivals.ts'
import { locality } from './countries.ts'
import { type Course, courses } from './course.ts'
import { utmOf } from './landing.ts'
import type { Identity, PlannedSession } from './plan.ts'
import { PlanError } from './plan-error.ts'
import type { PlanRequest } from './plan-request.ts'
import { byQuota } from './quota.ts'
import { random, shuffled } from './random.ts'
import { type Interest, PRESETS, REFERENCES } from './references.ts'
import { referrer } from './referrers.ts'
import { Device } from './request.ts'
import { variableMaker } from './variables.ts'

export type { PlanRequest }

/**
 * The visits of a burst in order of arrival: the same request gives the same plan on any machine.
 * Mixes and drop-offs are met by quota, only what is continuous is drawn.
 * Throws PlanError, naming the field, for a request that contradicts itself or isn't supported.
 */
export function planBurst(request: PlanRequest): PlannedSession[] {
  const { sessions, journey, seed } = request
  if (!Number.isInteger(sessions) || sessions < 1) throw new PlanError('sessions', 'a whole number from 1 up')
  if (journey?.length === 0) throw new PlanError('journey', 'at least one step')
  const spread = <T>(items: readonly T[], stream: string) => shuffled(items, random(seed, stream))
  const mixed = (field: string, mix: Record<string, number | undefined>) =>
    spread(parts(field, mix, sessions), field)

  const ways = courses(request)
  const countries = mixed('countries', request.countries ?? REFERENCES.countries.value)
  const referrers = mixed('referrers', request.referrers ?? REFERENCES.referrers.value).map(referrer)
  const tags = utmOf(
    referrers.map((from) => from?.name),
    random(seed, 'tags'),
  )
  const identities = spread(identitiesOf(request), 'devices')
  const interests = mixed('interests', REFERENCES.interests.value) as Interest[]
  const returning = returningOf(request)
  const place = random(seed, 'places')
  const people = inOrderOfArrival(
    request,
    countries.map((country) => ({ country, ...locality(country, place) })),
  )
  const variables = variableMaker(seed, request.emailPattern)
  return people.map(({ offsetMs, country, ...place }, i) => ({
    ...wantedOf(journey, ways[i]),
    number: i + 1,
    offsetMs,
    persona: {
      identity: { ...(identities[i] as Omit<Identity, 'timeZone' | 'languages'>), ...place },
      country,
      ...(referrers[i] && { referrer: referrers[i] }),
      ...(tags[i] && { utm: tags[i] }),
      returning: returning[i] as boolean,
      interest: interests[i] as Interest,
      variables: variables(i + 1, country),
    },
    ...(ways[i] as (typeof ways)[number]),
  }))
}

function wantedOf(journey: PlanRequest['journey'] = [], way: Course | undefined) {
  const account = accountOf(journey.slice(0, way?.stepsToTake))
  return account && { account }
}

/** Each visitor comes by their own clock, so who comes first is known only when all times are. */
function inOrderOfArrival<T extends { timeZone: string }>(request: PlanRequest, people: readonly T[]) {
  const { windowMs, startsAt, minGapMs = 0, arrivals: spread = 'natural', seed } = request
  const zones = people.map(({ timeZone }) => timeZone)
  const offsets = arrivals({ zones, windowMs, startsAt, minGapMs, spread }, random(seed, 'arrivals'))
  return people
    .map((person, i) => ({ ...person, offsetMs: offsets[i] as number }))
    .sort((a, b) => a.offsetMs - b.offsetMs)
}

function returningOf({ sessions, seed, newVisitors, preset = 'demo' }: PlanRequest): boolean[] {
  const fresh = newVisitors ?? PRESETS[preset].newVisitors
  const shares = [
    { share: fresh, returning: false },
    { share: 100 - fresh, returning: true },
  ]
  return shuffled(byQuota(shares, sessions), random(seed, 'returning')).map(({ returning }) => returning)
}

function parts(field: string, mix: Record<string, number | undefined>, total: number): string[] {
  const shares = Object.entries(mix).map(([name, share = 0]) => ({ name, share }))
  if (!shares.some(({ share }) => share > 0)) throw new PlanError(field, 'at least one share above 0')
  return byQuota(shares, total).map(({ name }) => name)
}

/** Device classes by quota, and the models within each class by quota too. */
function identitiesOf({ devices = REFERENCES.devices.value, sessions }: PlanRequest) {
  const classes = parts('devices', devices, sessions)
  return Device.options.flatMap((device) => {
    const count = classes.filter((name) => name === device).length
    const profiles = REFERENCES.profiles.value.filter((profile) => profile.device === device)
    return byQuota(profiles, count).map(({ share: _, ...identity }) => identity)
  })
}
