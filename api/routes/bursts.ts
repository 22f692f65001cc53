import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { previewBurst, startBurst } from '../../agent/bursts/start.ts'
import { BurstRequest, Device } from '../../agent/planner/request.ts'
import { cancelBurst, getBurst, listBursts } from '../../db/bursts.ts'
import { burstReceipt } from '../../db/receipts.ts'
import type { AppEnv } from '../auth.ts'
import { burstEvents } from '../burst-events.ts'
import { BurstAnswer, BurstReceiptAnswer, viewBurst } from '../burst-view.ts'
import type { Deps } from '../deps.ts'
import { valid } from '../validate.ts'
import { answers, PageQuery, pageOf, problems } from './answers.ts'

const PlanAnswer = z.object({
  dryRun: z.literal(true),
  plan: z.object({
    target: z.object({ name: z.string(), origin: z.url() }),
    sessions: z.int(),
    journey: z.array(z.string()),
    devices: z.partialRecord(Device, z.int()).describe('how many sessions on each'),
    intents: z.object({ completed: z.int(), dropped: z.int(), bounced: z.int() }),
    pace: z.enum(['natural', 'fast']),
    seed: z.int(),
    firstAt: z.iso.datetime(),
    lastAt: z.iso.datetime(),
  }),
})
const tags = ['bursts']

export const burstRoutes = (deps: Deps) => {
  const { db } = deps
  return new Hono<AppEnv>()
    .get(
      '/',
      describeRoute({
        tags,
        summary: 'Bursts, the newest first',
        responses: { ...answers('a page', pageOf(BurstAnswer)), ...problems(400, 401) },
      }),
      valid('query', PageQuery),
      async (c) => {
        const found = await listBursts(db, { ...c.var.actor, ...c.req.valid('query') })
        return c.json({ ...found, items: found.items.map(viewBurst) })
      },
    )
    .post(
      '/',
      describeRoute({
        tags,
        summary: 'Plan and record a burst; runners do the visits. With dryRun the plan only',
        responses: {
          ...answers('the burst', BurstAnswer, 201),
          ...answers('with dryRun the plan', PlanAnswer),
          ...problems(400, 401, 422),
        },
      }),
      valid('json', BurstRequest),
      async (c) => {
        const { dryRun, ...request } = c.req.valid('json')
        const starter = { ...c.var.actor, now: deps.now() }
        if (dryRun) return c.json({ dryRun: true, plan: await previewBurst(db, starter, request) })
        const { burst } = await startBurst(db, starter, request)
        return c.json(viewBurst(burst), 201)
      },
    )
    .get(
      '/:id',
      describeRoute({
        tags,
        summary: 'One burst with its counts; `latest` is the newest',
        responses: { ...answers('the burst', BurstAnswer), ...problems(401, 404) },
      }),
      async (c) => c.json(viewBurst(await getBurst(db, { ...c.var.actor, id: c.req.param('id') }))),
    )
    .get(
      '/:id/receipt',
      describeRoute({
        tags,
        summary: 'What the analytics of its sessions came to, by SDK',
        responses: { ...answers('the receipt', BurstReceiptAnswer), ...problems(401, 404) },
      }),
      async (c) => {
        const { id } = await getBurst(db, { ...c.var.actor, id: c.req.param('id') })
        return c.json(await burstReceipt(db, { ...c.var.actor, burstId: id }))
      },
    )
    .post(
      '/:id/cancel',
      describeRoute({
        tags,
        summary: 'End everything of it that has not finished',
        responses: {
          ...answers('how many ended', z.object({ cancelled: z.int(), burst: BurstAnswer })),
          ...problems(401, 404),
        },
      }),
      async (c) => {
        const { burst, cancelled } = await cancelBurst(db, { ...c.var.actor, id: c.req.param('id') })
        return c.json({ cancelled, burst: viewBurst(burst) })
      },
    )
    .get(
      '/:id/events',
      describeRoute({
        tags,
        summary: 'Its progress as server-sent events: snapshot, patches, end. Resumes by Last-Event-ID',
        responses: { 200: { description: 'server-sent events' }, ...problems(401, 404) },
      }),
      (c) => burstEvents(c, deps),
    )
}
