import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { openBrowser } from '../../agent/browser/local/browser.ts'
import { RUN_DIRS } from '../../agent/browser/local/run-dir.ts'
import { startBurst } from '../../agent/bursts/start.ts'
import { offlineGenerate } from '../../agent/model/offline/elements/generate.ts'
import { measuredAdmission } from '../../agent/runner/machine.ts'
import { startRunner } from '../../agent/runner/runner.ts'
import { folderStorage } from '../../agent/storage/folder.ts'
import { type BurstView, getBurst } from '../../db/bursts.ts'
import { connectPglite } from '../../db/connect-pglite.ts'
import { startQueue } from '../../db/queue.ts'
import { createSealer } from '../../db/sealing.ts'
import { querySessions } from '../../db/sessions.ts'
import { keepDemoShop } from '../../db/targets.ts'
import type { Collected } from '../../web/demo-shop/collector/collected.ts'
import { freshFolder } from '../support/folder.ts'
import { tenant } from '../support/tenant.ts'
import { type Recording, startRecordedShop } from './recorded-shop.ts'
import type { Bench, Row } from './row.ts'

const SESSIONS = 100
const JOURNEY = ['open the pricing page', 'sign up']

/** The whole way, with default settings: a burst on the demo shop, and what its SDKs and an rrweb recorder saw of it. */
export const bench: Bench = async ({ chromePath, progress }) => {
  const shop = await startRecordedShop()
  const database = await connectPglite()
  const folder = await freshFolder()
  const boss = await startQueue(database.createBoss())
  const own = await tenant(database)
  const { workspaceId, userId } = own
  await keepDemoShop(database.db, { workspaceId, origin: shop.origin })
  const runner = await startRunner({
    database,
    boss,
    launch: () => openBrowser({ chromePath, runDir: RUN_DIRS }),
    generate: offlineGenerate,
    sealer: await createSealer(['a secret of the bench']),
    storage: folderStorage(folder),
    admission: measuredAdmission(),
    onError: (error, what) => progress(`${what}: ${error}`),
  })
  try {
    const request = { target: 'demo shop', sessions: SESSIONS, journey: JOURNEY, seed: 1 }
    const { burst } = await startBurst(database.db, { workspaceId, userId, now: new Date() }, request)
    const over = await finished(async () => getBurst(database.db, { workspaceId, id: burst.id }), progress)
    const query = { workspaceId, filters: { burstId: burst.id }, sort: 'oldest', limit: 100 } as const
    const { items } = await querySessions(database.db, query)
    const took = items.map(({ metadata }) => Number((metadata.clock as { tookMs: number }).tookMs) / 1000)
    const collected = (await (await fetch(`${shop.origin}/collected.json?events=1`)).json()) as Collected
    return [
      goal('sessions completed', over.counts.completed, 'sessions', SESSIONS),
      ...seen(collected, shop.recordings()),
      compared('median session in PostHog', middle(lengths(collected)), middle(took)),
      compared(
        'median session in the log',
        middle(items.map(({ lengthSeconds }) => lengthSeconds ?? 0)),
        middle(took),
      ),
    ]
  } finally {
    await runner.stop()
    await boss.stop({ graceful: false })
    await shop.close()
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function finished(
  look: () => Promise<BurstView>,
  progress: (line: string) => void,
): Promise<BurstView> {
  let told = 0
  for (;;) {
    const burst = await look()
    const { completed, failed, running, scheduled } = burst.counts
    if (scheduled + running === 0) return burst
    if (completed + failed >= told + 20) {
      told = completed + failed
      progress(`people: ${told} of ${SESSIONS}, ${running} at once`)
    }
    await sleep(500)
  }
}

function seen({ sdks, events = [] }: Collected, recordings: Recording[]): Row[] {
  const left = events.filter(({ name, path }) => name === '$pageleave' && path === '/dashboard')
  const ended = recordings.filter(({ last }) => last)
  return [
    goal('people in PostHog', sdks.posthog.people, 'people', SESSIONS),
    goal('sessions in PostHog', sdks.posthog.sessions ?? 0, 'sessions', SESSIONS),
    goal('people in Mixpanel', sdks.mixpanel.people, 'people', SESSIONS),
    goal('people in Amplitude', sdks.amplitude.people, 'people', SESSIONS),
    goal('sessions in Amplitude', sdks.amplitude.sessions ?? 0, 'sessions', SESSIONS),
    goal('people in rrweb', new Set(recordings.map(({ person }) => person)).size, 'people', SESSIONS),
    goal('last pages left, PostHog', new Set(left.map(({ person }) => person)).size, 'people', SESSIONS),
    goal('last words of rrweb', new Set(ended.map(({ person }) => person)).size, 'people', SESSIONS),
    goal('people of more than one device', mixed(events, recordings), 'people', 0),
  ]
}

/** People whose events or requests do not agree on system, device type, language and user agent. */
function mixed(events: NonNullable<Collected['events']>, recordings: Recording[]): number {
  const people = new Map<string, Map<string, Set<unknown>>>()
  const note = (person: string, facts: Record<string, unknown>) => {
    const known = people.get(person) ?? new Map<string, Set<unknown>>()
    people.set(person, known)
    for (const [name, value] of Object.entries(facts))
      if (value !== undefined) known.set(name, (known.get(name) ?? new Set()).add(value))
  }
  for (const { sdk, person, device, request } of events) {
    const { type, os, language, userAgent } = device
    note(`${sdk} ${person}`, { type, os, language, userAgent, ...asSent(request) })
  }
  for (const { person, request } of recordings) note(`rrweb ${person}`, asSent(request))
  return [...people.values()].filter((facts) => [...facts.values()].some((values) => values.size > 1)).length
}

const asSent = ({ userAgent, acceptLanguage, platform, mobile }: Recording['request']) => ({
  ...{ sentAgent: userAgent, sentLanguage: acceptLanguage, sentPlatform: platform, sentMobile: mobile },
})

/** Seconds from the first to the last event of each session. */
function lengths({ events = [] }: Collected): number[] {
  const sessions = Map.groupBy(
    events.filter(({ sdk }) => sdk === 'posthog'),
    ({ session }) => session,
  )
  return [...sessions.values()].map((theirs) => {
    const times = theirs.map(({ time }) => Date.parse(time))
    return (Math.max(...times) - Math.min(...times)) / 1000
  })
}

function middle(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

const goal = (name: string, value: number, unit: string, wanted: number): Row => ({
  ...{ case: name, value, unit, yardstick: 'the goal', yardstickValue: wanted },
  ratio: wanted === 0 ? value : value / wanted,
})

const compared = (name: string, value: number, real: number): Row => ({
  ...{ case: name, value, unit: 's', yardstick: 'what it took', yardstickValue: real, ratio: value / real },
})
