import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../db/client.ts'
import { heatSessions } from '../../db/heatmap.ts'
import { foldDeltas } from '../../db/rollups.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { type LogRow, logRows } from '../support/log-rows.ts'

/** Both days on which Berlin and New York leave summer time are inside. */
const FROM = Date.parse('2026-10-20T00:00:00Z')
const TO = Date.parse('2026-11-05T00:00:00Z')
const NOW = new Date('2026-11-05T12:00:00Z')
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata']

describe.each(DATABASES)('the heat map on %s', (kind) => {
  let database: Database
  let own: Tenant
  let all: LogRow[]
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    all = await logRows(database, own, { count: 900, from: FROM, to: TO, seed: 4 })
    await foldDeltas(database.db)
    // The last ones wait: figures come from both places.
    all.push(...(await logRows(database, own, { count: 200, from: FROM, to: TO, seed: 5 })))
  })
  afterAll(() => database.close())

  test('a rate in the heat map is that of the sessions of its hour', async () => {
    const heat = await heatSessions(database.db, {
      workspaceId: own.workspaceId,
      filters: { from: new Date(FROM), to: new Date(TO), device: 'mobile' },
      metric: 'completionRate',
      timeZone: 'UTC',
      now: NOW,
    })
    for (const { weekday, hour, value, sessions } of heat.cells) {
      const here = all.filter(({ at, device }) => {
        const date = new Date(at)
        return device === 'mobile' && (date.getUTCDay() || 7) === weekday && date.getUTCHours() === hour
      })
      const ended = here.filter(({ outcome }) => /completed|dropped|bounced|failed/.test(outcome))
      const share = (100 * ended.filter(({ outcome }) => outcome === 'completed').length) / ended.length
      expect(sessions).toBe(here.length)
      if (ended.length === 0) expect(value).toBeNull()
      else expect(value).toBeCloseTo(share, 1)
    }
  })

  test.each(ZONES)(
    'the heat map of %s holds every session once, at its hour on the wall',
    async (timeZone) => {
      const query = {
        workspaceId: own.workspaceId,
        filters: { from: new Date(FROM), to: new Date(TO) },
        metric: 'sessions',
        timeZone,
        now: NOW,
      } as const
      const heat = await heatSessions(database.db, query)
      expect(heat).toEqual(await heatSessions(database.db, { ...query, source: 'rows' }))
      expect(heat.cells).toHaveLength(168)
      const wall = new Intl.DateTimeFormat('en-US', {
        timeZone,
        weekday: 'short',
        hour: 'numeric',
        hourCycle: 'h23',
      })
      const at = (row: LogRow) => wall.format(row.at)
      const cell = heat.cells.find(({ weekday, hour }) => weekday === 1 && hour === 9)
      expect(cell?.value).toBe(all.filter((row) => /^Mon, 09$/.test(at(row))).length)
      expect(heat.cells.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(all.length)
    },
  )
})
