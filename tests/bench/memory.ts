import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBrowser } from '../../agent/browser/local/browser.ts'
import { newId } from '../../db/client.ts'
import { connectPglite } from '../../db/connect-pglite.ts'
import { forgetTarget, getMemory, listMemory } from '../../db/memory-entries.ts'
import { signIn } from '../../db/people.ts'
import { addTarget } from '../../db/targets.ts'
import { type Learners, type Learnt, sendVisitors } from '../support/learners.ts'
import { DISTINCT_ACTIONS, type LearningSite, openLearningSite, SIX_STEPS } from '../support/learning-site.ts'
import type { Bench, Row } from './row.ts'

const SESSIONS = 200
const AT_ONCE = 4
const calls = (learnt: Learnt[]) => learnt.reduce((sum, each) => sum + each.modelCalls, 0)
const completed = (learnt: Learnt[]) => learnt.filter(({ ok }) => ok).length
const row = (name: string, value: number, unit: string, goal: number): Row => ({
  ...{ case: name, value, unit, yardstick: 'the goal', yardstickValue: goal },
  ratio: goal === 0 ? value : value / goal,
})

/** What a crowd costs in questions to the model, and what a renamed button costs; real Chromium, PGlite, no dwell. */
export const bench: Bench = async ({ chromePath, progress }) => {
  const runDir = await mkdtemp(join(tmpdir(), 'sb-memory-'))
  const database = await connectPglite()
  const browser = await openBrowser({ chromePath, runDir })
  const site = await openLearningSite()
  try {
    const { db } = database
    const [own] = await signIn(db, { userId: newId(), email: 'bench@example.com' })
    const workspaceId = own?.workspaceId ?? ''
    const { id: targetId } = await addTarget(db, { workspaceId, origin: site.origin, name: 'Tidy' })
    const learners: Learners = { runners: [{ browser, db }], site, workspaceId, targetId }
    return [...(await crowd(learners, progress)), ...(await rename(learners, site, progress))]
  } finally {
    await site.close()
    await browser.close()
    await database.close()
    await rm(runDir, { recursive: true, force: true })
  }
}

async function crowd(learners: Learners, progress: (line: string) => void): Promise<Row[]> {
  const request = { sessions: SESSIONS, journey: SIX_STEPS, seed: 1, atOnce: AT_ONCE }
  progress(`${SESSIONS} visits, twice`)
  const first = await sendVisitors(learners, request)
  const second = await sendVisitors(learners, request)
  for (const { ok, device, steps } of [...first, ...second])
    if (!ok) progress(`a ${device} visit failed at step ${steps.length}: ${steps.at(-1)?.reason}`)
  for (const reason of await reasons(learners)) progress(`healed: ${reason}`)
  const classes = new Set(first.map(({ device }) => device)).size
  return [
    row(`${SESSIONS} visits: questions`, calls(first), 'calls', DISTINCT_ACTIONS * classes),
    row(`${SESSIONS} visits: completed`, completed(first), 'visits', SESSIONS),
    row(`${SESSIONS} visits again: questions`, calls(second), 'calls', 0),
    row(`${SESSIONS} visits again: completed`, completed(second), 'visits', SESSIONS),
  ]
}

/** What made healings necessary on a site that does not change: nothing, on a machine that is not too busy. */
async function reasons({ runners, workspaceId, targetId }: Learners): Promise<string[]> {
  const db = runners[0]?.db as Learners['runners'][number]['db']
  const { items } = await listMemory(db, { workspaceId, targetId, limit: 200 })
  const entries = await Promise.all(items.map(({ id }) => getMemory(db, { workspaceId, targetId, id })))
  return entries.flatMap(({ step, viewport, changes }) =>
    changes.flatMap(({ reason }) => (reason ? [`${step} on ${viewport}: ${reason}`] : [])),
  )
}

async function rename(
  learners: Learners,
  site: LearningSite,
  progress: (line: string) => void,
): Promise<Row[]> {
  progress('60 visits, the sign-up button renamed after 20')
  const { workspaceId, targetId } = learners
  const db = learners.runners[0]?.db as Learners['runners'][number]['db']
  await forgetTarget(db, { workspaceId, targetId })
  const journey = SIX_STEPS.slice(0, 3)
  const before = await sendVisitors(learners, { sessions: 20, journey, seed: 2, atOnce: AT_ONCE })
  site.renameButton()
  const later = await sendVisitors(learners, { sessions: 40, journey, seed: 3, atOnce: AT_ONCE })
  const { items } = await listMemory(db, { workspaceId, targetId, limit: 200 })
  const entries = await Promise.all(items.map(({ id }) => getMemory(db, { workspaceId, targetId, id })))
  const healings = entries.flatMap(({ changes }) => changes).filter(({ before }) => before !== null)
  return [
    row('button renamed: completed', completed(before) + completed(later), 'visits', 60),
    row('button renamed: healings', new Set(healings.map(({ sessionId }) => sessionId)).size, 'healings', 1),
  ]
}
