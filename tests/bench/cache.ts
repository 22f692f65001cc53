import { sql } from 'drizzle-orm'
import { SignJWT } from 'jose'
import { createBriefCache, noCache } from '../../api/brief-cache.ts'
import { type Database, rows as select } from '../../db/client.ts'
import { makeKey } from '../../db/keys.ts'
import { openSignIn } from '../../db/sign-ins.ts'
import { apiOn, JWT_SECRET } from '../support/api.ts'
import { tenant } from '../support/tenant.ts'
import { onFresh } from './fresh.ts'
import { type Loaded, loadLog } from './log-load.ts'
import type { Bench, Row } from './row.ts'

const ROWS = 10_000
const TIMES = 200
/** A page asks again whenever it hears of something; one time in so many the log itself has changed. */
const CHANGE_EVERY = 5

/** How often caches answer, and what that saves each time: who is asking, and answers that the page holds already. */
export const bench: Bench = async ({ progress }) => {
  const found: Row[] = []
  const server = process.env.TEST_DATABASE_URL
  for (const kind of server ? (['pglite', 'postgres'] as const) : (['pglite'] as const)) {
    progress(`${kind}: loading ${ROWS} rows`)
    await onFresh(kind, server, async (database, url) => {
      const at = await loadLog(database, ROWS, url)
      found.push(...(await whoAsks(database)), ...(await unchanged(database, at)))
    })
  }
  return found
}

type Api = Awaited<ReturnType<typeof apiOn>>

/** The smallest request there is, by each way to sign in, with and without what the door remembers, in turn. */
async function whoAsks(database: Database): Promise<Row[]> {
  const own = await tenant(database, 'bench@example.com')
  const known = await createBriefCache(database)
  const [cached, plain] = [
    await apiOn(database, own, undefined, { known }),
    await apiOn(database, own, undefined, { known: noCache }),
  ]
  const token = await new SignJWT({ email: 'bench@example.com', session_id: 'x' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(own.userId)
    .setAudience('authenticated')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(JWT_SECRET))
  const key = await makeKey(database.db, { ...own, name: 'x', scopes: ['read'], expiresAt: null })
  const ways: [string, Record<string, string>][] = [
    ['an access token', { authorization: `Bearer ${token}` }],
    ['an API key', { authorization: `Bearer ${key.token}` }],
    ['a cookie', { cookie: `sessionburst=${await openSignIn(database.db, own)}` }],
  ]
  const measured: Row[] = []
  for (const [name, headers] of ways) {
    const ask = (api: Api) => () => answered(api, '/api/bursts?limit=1', headers, 200)
    await ask(cached)()
    const before = { ...known.counts }
    const [ours, theirs] = await inTurn(ask(cached), ask(plain))
    const hits = known.counts.hits - before.hits
    const share = percent(hits, hits + known.counts.misses - before.misses)
    measured.push(
      row(
        `${database.kind}: by ${name}, ${share} of the look-ups remembered`,
        ours,
        theirs,
        'nothing remembered',
      ),
    )
  }
  await Promise.all([cached.close(), plain.close(), known.close()])
  return measured
}

/** A page that asks again and again for what it shows, with the tag of what it holds, while the log changes at times. */
async function unchanged(database: Database, { workspaceId, now }: Loaded): Promise<Row[]> {
  const [owner] = await select<{ user_id: string }>(
    database.db,
    sql`select user_id from app.members where workspace_id = ${workspaceId}`,
  )
  const [changing] = await select<{ id: string }>(
    database.db,
    sql`select id from app.sessions where workspace_id = ${workspaceId} limit 1`,
  )
  const api = await apiOn(database, { userId: owner?.user_id ?? '' })
  const headers = { authorization: 'Bearer local-token' }
  const range = `to=${now.toISOString()}&from=${new Date(now.getTime() - 30 * 86_400_000).toISOString()}`
  const measured: Row[] = []
  for (const [name, path] of [
    ['the list', `/api/sessions?${range}`],
    ['a trend', `/api/sessions/trends?metric=sessions&bucket=day&groupBy=device&${range}`],
    ['the heat map', `/api/sessions/heatmap?${range}`],
    ['the funnel', `/api/sessions/funnel?${range}`],
  ] as const) {
    let tag = ''
    const times: Record<number, number[]> = { 200: [], 304: [] }
    for (let i = 0; i < TIMES; i++) {
      if (i % CHANGE_EVERY === 0)
        await database.db.execute(
          sql`update app.sessions set pages = pages + 1 where id = ${changing?.id ?? ''}`,
        )
      const begin = performance.now()
      const answer = await api.fetch(`${api.url}${path}`, { headers: { ...headers, 'if-none-match': tag } })
      await answer.text()
      times[answer.status]?.push(performance.now() - begin)
      tag = answer.headers.get('etag') ?? ''
    }
    const [full = [], same = []] = [times[200], times[304]]
    const share = percent(same.length, TIMES)
    measured.push(
      row(
        `${database.kind}: ${name}, ${share} unchanged (304)`,
        median(same),
        median(full),
        'answered in full',
      ),
    )
  }
  await api.close()
  return measured
}

async function answered(api: Api, path: string, headers: Record<string, string>, status: number) {
  const answer = await api.fetch(`${api.url}${path}`, { headers })
  await answer.text()
  if (answer.status !== status) throw new Error(`${path} answered ${answer.status}.`)
}

/** Medians of two, in turn, so that whatever else the machine does falls on both. */
async function inTurn(...both: (() => Promise<void>)[]): Promise<number[]> {
  const times = both.map((): number[] => [])
  for (let i = 0; i < TIMES; i++)
    for (const [at, work] of both.entries()) {
      const begin = performance.now()
      await work()
      times[at]?.push(performance.now() - begin)
    }
  return times.map(median)
}

const row = (name: string, value = 0, yardstickValue = 0, yardstick = ''): Row => ({
  case: `${name}: saves ${(yardstickValue - value).toFixed(2)} ms each`,
  value,
  unit: 'ms',
  yardstick,
  yardstickValue,
  ratio: value / yardstickValue,
})
const percent = (part: number, all: number) => `${Math.round((100 * part) / Math.max(all, 1))} %`
const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
