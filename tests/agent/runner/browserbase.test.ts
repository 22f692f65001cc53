import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { openBrowserbase } from '../../../agent/browser/browserbase/browser.ts'
import { getSession, querySessions } from '../../../db/sessions.ts'
import { addTarget } from '../../../db/targets.ts'
import { startDemoShop } from '../../../web/demo-shop/server.ts'
import { startBrowserbase } from '../../support/browserbase.ts'
import { recordedBurst } from '../../support/bursts.ts'
import { freshFolder } from '../../support/folder.ts'
import { checked } from '../../support/proofs.ts'
import { runnerBesideShop } from '../../support/runner.ts'

test('a burst at Browserbase can be watched while it runs, and afterwards tells what was billed', async () => {
  const double = await startBrowserbase({ concurrency: 1 })
  const { credentials } = double
  const folder = await freshFolder()
  const errors: unknown[] = []
  const house = await runnerBesideShop({
    launch: () =>
      openBrowserbase({
        credentials,
        places: { atOnce: 1, startsPerMinute: 5 },
        ledger: join(folder, 'ledger.json'),
        proxies: false,
        onError: (error) => errors.push(error),
      }),
  })
  const { workspaceId } = house.own
  // A shop of somebody else's: our own is visited by the clock of its visit, which no lent browser has.
  const shop = await startDemoShop({ port: 0 })
  const target = await addTarget(house.database.db, { ...house.own, origin: shop.origin, name: 'Acme' })
  await checked(house.database, target, { way: 'file' })
  const burst = await recordedBurst(house.database, house.own, { target: 'Acme', sessions: 1, pace: 'fast' })
  const log = async () => {
    const query = { workspaceId, filters: { burstId: burst.id }, sort: 'oldest', limit: 5 } as const
    return (await querySessions(house.database.db, query)).items
  }
  const watched = await vi.waitUntil(
    async () => (await log()).find(({ metadata }) => metadata.browserbase !== undefined),
    { timeout: 60_000, interval: 50 },
  )
  expect(watched).toMatchObject({
    outcome: 'running',
    metadata: { browserbase: { live: expect.stringContaining('https://www.browserbase.com/devtools') } },
  })
  const over = await house.over(burst.id)
  expect(over.counts).toMatchObject({ completed: 1 })
  // It took far less than the minute that is billed at least.
  expect(over.spent.browserbaseMinutes).toBe(1)
  for (const { id, metadata } of await log()) {
    expect(metadata.browserbase).toEqual({
      recording: expect.stringMatching(/^https:\/\/www\.browserbase\.com\/sessions\//),
    })
    expect(metadata.browser).toMatch(/^Chromium [\d.]+ at Browserbase$/)
    const { tries } = await getSession(house.database.db, { workspaceId, id })
    expect(Object.keys(tries[0]?.accepted ?? {}).toSorted()).toEqual(['amplitude', 'mixpanel', 'posthog'])
  }
  expect([...errors, ...house.errors]).toEqual([])
  await house.close()
  expect(double.running()).toEqual([])
  await double.close()
  await shop.close()
  await rm(folder, { recursive: true, force: true })
})
