import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { reportBurst } from '../../agent/bursts/report.ts'
import { previewBurst, startBurst } from '../../agent/bursts/start.ts'
import { BurstRequest, Device } from '../../agent/planner/request.ts'
import { getBurst, listBursts } from '../../db/bursts.ts'
import { cancelBurst } from '../../db/cancel-burst.ts'
import { burstReceipt } from '../../db/receipts.ts'
import { removeBurst } from '../../db/remove-burst.ts'
import type { AppEnv } from '../auth.ts'
import { burstEvents } from '../burst-events.ts'
import { BurstAnswer, BurstReceiptAnswer, EstimateAnswer, viewBurst } from '../burst-view.ts'
import type { Deps } from '../deps.ts'
import { idempotent } from '../idempotency.ts'
import { ReportAnswer } from '../report-view.ts'
import { valid } from '../validate.ts'
import { answers, PageQuery, pageOf, problems } from './answers.ts'

const PlanAnswer = z.object({
  dryRun: z.literal(true),
  plan: z.object({
    target: z.object({ name: z.string(), origin: z.url() }),
    sessions: z.int(),
    journey: z.array(z.string()).describe('empty where visitors look around as they like'),
    devices: z.partialRecord(Device, z.int()).describe('how many sessions on each'),
    intents: z.object({ completed: z.int(), dropped: z.int(), bounced: z.int() }),
    people: z
      .object({
        new: z.int(),
        returning: z.int(),
        withoutAccount: z
          .int()
          .describe('visits that are to log in and for which nobody with an account was kept'),
        inVault: z.int().describe('people kept from earlier visits who fit; who finds nobody free is new'),
      })
      .describe('who visits'),
    pace: z.enum(['natural', 'fast']),
    seed: z.int(),
    firstAt: z.iso.datetime(),
    lastAt: z.iso.datetime(),
    stretched: z
      .object({ sessionsPerHour: z.int(), lastAt: z.iso.datetime() })
      .optional()
      .describe("the target's own limit makes the burst last longer than asked"),
    seenFrom: z
      .object({
        proxies: z.record(z.string(), z.int()).describe('country -> sessions that come through its proxy'),
        elsewhere: z.int().describe('sessions that come from where the browser runs'),
      })
      .optional()
      .describe('where analytics that go by network address see them, when countries were asked for'),
    estimate: EstimateAnswer,
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
          ...problems(400, 401, 403, 409, 422),
        },
      }),
      idempotent(deps),
      valid('json', BurstRequest),
      async (c) => {
        const { dryRun, ...request } = c.req.valid('json')
        const starter = { ...c.var.actor, burstId: c.var.newId, now: deps.now(), lent: deps.lent }
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
          ...problems(401, 403, 404),
        },
      }),
      async (c) => {
        const { burst, cancelled } = await cancelBurst(db, { ...c.var.actor, id: c.req.param('id') })
        return c.json({ cancelled, burst: viewBurst(burst) })
      },
    )
    .delete(
      '/:id',
      describeRoute({
        tags,
        summary: 'Erase it: its sessions with their steps at once, their pictures within two minutes',
        responses: { 204: { description: 'gone' }, ...problems(401, 404) },
      }),
      async (c) => {
        await removeBurst(db, { ...c.var.actor, id: c.req.param('id') })
        return c.body(null, 204)
      },
    )
    .get(
      '/:id/report',
      describeRoute({
        tags,
        summary: 'How real it looks: asked, sent, shown by each vendor and reference, with tests',
        responses: { ...answers('the report', ReportAnswer), ...problems(401, 404) },
      }),
      async (c) => c.json((await reportBurst(db, { ...c.var.actor, id: c.req.param('id') })).report),
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
