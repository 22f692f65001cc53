import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, inWorkspace } from '../../db/client.ts'
import type { SessionFilters } from '../../db/log-filters.ts'
import { foldDeltas } from '../../db/rollups.ts'
import { OUTCOMES } from '../../db/schema/sessions.ts'
import { querySessions, type SessionSort } from '../../db/sessions.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { COUNTRIES, DEVICES, dice, type LogRow, logRows, pick } from '../support/log-rows.ts'

const FROM = Date.parse('2026-10-20T00:00:00Z')
const TO = Date.parse('2026-10-30T00:00:00Z')
const COMBINATIONS = 500
const TEXTS = [
  'sign up',
  'time',
  'PRICING 30',
  'google',
  'news',
  'friend a',
  'android',
  '1440',
  '50%',
  'imeout',
  'wind closed',
  'team plan',
  'banner covers',
  'android team',
]
/** What steps say: a text, and the reason of one that failed. */
const STEPS = [
  ['choose the Team plan', null],
  ['open the pricing page', null],
  ['sign up', 'A banner covers the button.'],
] as const

describe.each(DATABASES)('filters of the log on %s', (kind) => {
  let database: Database
  let own: Tenant
  let all: LogRow[] = []
  let said: Map<string, string>
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    const other = await tenant(database, 'bob@example.com')
    await logRows(database, other, { count: 200, from: FROM, to: TO, seed: 3 })
    all = [
      ...(await logRows(database, own, { count: 700, from: FROM, to: TO, seed: 1 })),
      ...(await logRows(database, own, {
        count: 100,
        from: FROM,
        to: TO,
        seed: 2,
        targetId: own.unverified.id,
      })),
    ]
    said = await writeSteps(database, own.workspaceId, all)
    await foldDeltas(database.db)
  })
  afterAll(() => database.close())

  test(`${COMBINATIONS} random combinations give what a plain filter gives, page by page and counted`, async () => {
    const roll = dice(7)
    for (let i = 0; i < COMBINATIONS; i++) {
      const filters = randomFilters(roll, all)
      const sort = pick<SessionSort>(roll, ['newest', 'oldest', 'longest', 'shortest'])
      const wanted = all.filter((row) => matches(row, filters, said.get(row.id))).toSorted(order(sort))
      const limit = 1 + Math.floor(roll() * 60)
      const query = { workspaceId: own.workspaceId, filters, sort, limit }
      const first = await querySessions(database.db, query)
      const ids = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id)
      const context = { i, filters, sort, limit }
      expect({ ...context, total: first.total, exact: first.exact }).toEqual({
        ...context,
        total: wanted.length,
        exact: true,
      })
      expect({ ...context, ids: ids(first) }).toEqual({
        ...context,
        ids: wanted.slice(0, limit).map(({ id }) => id),
      })
      expect(first.prevCursor).toBeNull()
      if (!first.nextCursor) continue
      const second = await querySessions(database.db, { ...query, cursor: first.nextCursor })
      expect(ids(second)).toEqual(wanted.slice(limit, 2 * limit).map(({ id }) => id))
      const back = await querySessions(database.db, { ...query, cursor: second.prevCursor ?? 'none' })
      expect(ids(back)).toEqual(ids(first))
      expect(back.prevCursor).toBeNull()
      expect(back.nextCursor).toBe(first.nextCursor)
    }
  })

  test('another workspace finds none of it by its words', async () => {
    const stranger = await tenant(database, 'eve@example.com')
    const found = await querySessions(database.db, {
      workspaceId: stranger.workspaceId,
      filters: { text: 'timeout' },
      sort: 'newest',
      limit: 5,
    })
    expect(found).toMatchObject({ items: [], total: 0, exact: true })
  })
})

/** Every third session did a step or two; what they say, by session. */
async function writeSteps(
  database: Database,
  workspaceId: string,
  all: LogRow[],
): Promise<Map<string, string>> {
  const roll = dice(11)
  const made = all
    .filter((_, i) => i % 3 === 0)
    .flatMap(({ id }) =>
      STEPS.filter(() => roll() < 0.5).map(([text, reason], i) => ({ id, number: i + 1, text, reason })),
    )
  await inWorkspace(database.db, workspaceId, (tx) =>
    tx.execute(sql`
      insert into app.steps (workspace_id, session_id, attempt, number, text, ok, actions, url, reason, started_at, ended_at)
        select ${workspaceId}::uuid, id, 1, number, text, reason is null, '[]', '', reason, now(), now()
          from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) r(id uuid, number int, text text, reason text)`),
  )
  const said = new Map<string, string>()
  for (const { id, text, reason } of made) said.set(id, [said.get(id), text, reason].join(' '))
  return said
}

function randomFilters(roll: () => number, all: LogRow[]): SessionFilters {
  const maybe = <T>(share: number, value: () => T) => (roll() < share ? value() : undefined)
  const from = FROM + Math.floor(roll() * (TO - FROM) * 0.5)
  const some = pick(roll, all)
  const drawn: SessionFilters = {
    from: maybe(0.6, () => new Date(from)),
    to: maybe(0.6, () => new Date(from + Math.floor(roll() * (TO - from)))),
    outcome: maybe(0.3, () => pick(roll, OUTCOMES)),
    device: maybe(0.3, () => pick(roll, DEVICES)),
    country: maybe(0.3, () => pick(roll, COUNTRIES)),
    targetId: maybe(0.2, () => some.targetId),
    burstId: maybe(0.2, () => some.burstId),
    minLengthSeconds: maybe(0.2, () => Math.floor(roll() * 60)),
    maxLengthSeconds: maybe(0.2, () => Math.floor(roll() * 400)),
    text: maybe(0.3, () => pick(roll, TEXTS)),
  }
  return Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined))
}

function matches(row: LogRow, f: SessionFilters, steps = ''): boolean {
  return (
    (!f.from || row.at >= f.from.getTime()) &&
    (!f.to || row.at < f.to.getTime()) &&
    (!f.outcome || row.outcome === f.outcome) &&
    (!f.device || row.device === f.device) &&
    (!f.country || row.country === f.country) &&
    (!f.targetId || row.targetId === f.targetId) &&
    (!f.burstId || row.burstId === f.burstId) &&
    (f.minLengthSeconds === undefined || (row.lengthMs ?? -1) >= f.minLengthSeconds * 1000) &&
    (f.maxLengthSeconds === undefined || (row.lengthMs ?? Infinity) <= f.maxLengthSeconds * 1000) &&
    (!f.text || hasWords(row, f.text, steps))
  )
}

const words = (text: string) =>
  text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)

function hasWords(row: LogRow, text: string, steps: string): boolean {
  const { os, screen } = row.metadata as { os: string; screen: { width: number } }
  const said = words(
    [row.reason, row.referrer, os, screen.width, steps].filter((part) => part !== null).join(' '),
  )
  return words(text).every((word) => said.some((one) => one.startsWith(word)))
}

const order = (sort: SessionSort) => (a: LogRow, b: LogRow) => {
  const key = sort === 'newest' || sort === 'oldest' ? a.at - b.at : (a.lengthMs ?? -1) - (b.lengthMs ?? -1)
  const up = key || (a.id < b.id ? -1 : 1)
  return sort === 'newest' || sort === 'longest' ? -up : up
}
