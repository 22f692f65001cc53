import { arrivals } from './arrivals.ts'
import { locality } from './countries.ts'
import { deviceProfiles } from './devices.ts'
import { type DropOff, stepsTaken } from './drop-off.ts'
import { dwell } from './dwell.ts'
import { DEFAULT_MIX } from './mixes.ts'
import type { Identity, PlannedSession } from './plan.ts'
import { PlanError } from './plan-error.ts'
import { byQuota } from './quota.ts'
import { type Random, random, shuffled } from './random.ts'
import { referrer } from './referrers.ts'
import { Device } from './request.ts'
import { variableMaker } from './variables.ts'

/** Figures are percent, 0-100; what is left out comes from DEFAULT_MIX. */
export interface PlanRequest {
  sessions: number
  journey: readonly string[]
  devices?: Partial<Record<Device, number>>
  /** By ISO 3166 two-letter code. */
  countries?: Record<string, number>
  referrers?: Record<string, number>
  /** How many finish the journey. Not together with `dropOff`. */
  conversion?: number
  dropOff?: readonly DropOff[]
  /** Length of the arrival window in milliseconds; 0 is at once, `minGapMs` apart. */
  windowMs: number
  /** Between two starts when there is no window; 0 if left out. */
  minGapMs?: number
  pace: 'natural' | 'fast'
  /** 0 to 4,294,967,295. */
  seed: number
}

/**
 * The visits of a burst in order of arrival: the same request gives the same plan on any machine.
 * Mixes and drop-offs are met by quota, only what is continuous is drawn.
 * Throws PlanError, naming the field, for a request that contradicts itself or isn't supported.
 */
export function planBurst(request: PlanRequest): PlannedSession[] {
  const { sessions, journey, seed } = request
  if (!Number.isInteger(sessions) || sessions < 1) throw new PlanError('sessions', 'a whole number from 1 up')
  if (journey.length === 0) throw new PlanError('journey', 'at least one step')
  const spread = <T>(items: readonly T[], stream: string) => shuffled(items, random(seed, stream))

  const steps = spread(stepsTaken(sessions, journey.length, request), 'steps')
  const countries = spread(
    parts('countries', request.countries ?? DEFAULT_MIX.countries, sessions),
    'countries',
  )
  const referrers = spread(
    parts('referrers', request.referrers ?? DEFAULT_MIX.referrers, sessions),
    'referrers',
  )
  const identities = spread(identitiesOf(request), 'devices')
  const offsets = arrivals(sessions, request.windowMs, request.minGapMs ?? 0, random(seed, 'arrivals'))
  const [place, stay] = [random(seed, 'places'), random(seed, 'dwell')]
  const variables = variableMaker(seed)

  return offsets.map((offsetMs, i) => {
    const country = countries[i] as string
    const identity: Identity = {
      ...(identities[i] as Omit<Identity, 'timeZone' | 'languages'>),
      ...locality(country, place),
    }
    return {
      number: i + 1,
      offsetMs,
      persona: { identity, country, ...came(referrers[i]), variables: variables(i + 1, country) },
      ...visit(steps[i] as number, journey.length, request.pace, stay),
    }
  })
}

const came = (name: string | undefined) => {
  const from = name === undefined ? undefined : referrer(name)
  return from ? { referrer: from } : {}
}

function visit(stepsToTake: number, length: number, pace: 'natural' | 'fast', draw: Random) {
  const intent = stepsToTake === length ? 'completed' : stepsToTake === 0 ? 'bounced' : 'dropped'
  return {
    stepsToTake,
    intent,
    dwellMs: Array.from({ length: stepsToTake + 1 }, () => dwell(pace, draw)),
  } satisfies Partial<PlannedSession>
}

function parts(field: string, mix: Record<string, number | undefined>, total: number): string[] {
  const shares = Object.entries(mix).map(([name, share = 0]) => ({ name, share }))
  if (!shares.some(({ share }) => share > 0)) throw new PlanError(field, 'at least one share above 0')
  return byQuota(shares, total).map(({ name }) => name)
}

/** Device classes by quota, and the models within each class by quota too. */
function identitiesOf({ devices = DEFAULT_MIX.devices, sessions }: PlanRequest) {
  const classes = parts('devices', devices, sessions)
  return Device.options.flatMap((device) => {
    const count = classes.filter((name) => name === device).length
    return byQuota(deviceProfiles(device), count).map(({ share: _, ...identity }) => identity)
  })
}
