import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { reportTarget } from '../../agent/bursts/report.ts'
import { checkAccess } from '../../agent/targets/check-access.ts'
import { parseOrigin } from '../../agent/targets/origin.ts'
import { verifyTarget } from '../../agent/targets/verify.ts'
import { NewTarget, TargetName } from '../../agent/tools/add-target.ts'
import { addTarget, changeTarget, getTarget, listTargets, removeTarget } from '../../db/targets.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { idempotent } from '../idempotency.ts'
import { ReportAnswer } from '../report-view.ts'
import {
  Access,
  Consent,
  EmailPattern,
  Proxies,
  TargetAnswer,
  TargetRow,
  viewRow,
  viewTarget,
} from '../target-view.ts'
import { valid } from '../validate.ts'
import { answers, PageQuery, pageOf, problems } from './answers.ts'

const limit = (most: number) => z.int().min(1).max(most).nullable().optional().describe('null: the default')
const Change = z
  .object({
    name: TargetName.optional(),
    limits: z
      .object({ sessionsPerHour: limit(10_000), sessionsAtOnce: limit(100) })
      .strict()
      .optional(),
    label: z.boolean().optional().describe('whether its sessions say that they are synthetic'),
    consent: Consent.optional(),
    emailPattern: EmailPattern.nullable().optional(),
    access: Access.transform(({ basicAuth, header }) => ({
      ...(basicAuth && { basicAuth }),
      ...(header && { header }),
    })).optional(),
    proxies: Proxies.optional(),
  })
  .strict()
const tags = ['targets']

export const targetRoutes = (deps: Deps) => {
  const { db, sealer } = deps
  return new Hono<AppEnv>()
    .get(
      '/',
      describeRoute({
        tags,
        summary: "The workspace's targets",
        responses: { ...answers('a page', pageOf(TargetRow)), ...problems(400, 401) },
      }),
      valid('query', PageQuery),
      async (c) => {
        const found = await listTargets(db, { ...c.var.actor, ...c.req.valid('query') })
        return c.json({ ...found, items: found.items.map(viewRow) })
      },
    )
    .post(
      '/',
      describeRoute({
        tags,
        summary: 'Add a site; sessions visit it once it is verified. Answers the ways to prove it',
        responses: { ...answers('the target', TargetAnswer, 201), ...problems(400, 401, 403, 409, 422) },
      }),
      idempotent(deps),
      valid('json', NewTarget),
      async (c) => {
        const { url, name } = c.req.valid('json')
        const origin = parseOrigin(url)
        const { actor, newId: id } = c.var
        const made = await addTarget(db, { ...actor, id, origin, name: name ?? new URL(origin).host })
        return c.json(await viewTarget(made), 201)
      },
    )
    .get(
      '/:id',
      describeRoute({
        tags,
        summary: 'One target: how it stands, and the ways to prove it with the exact text to copy',
        responses: { ...answers('the target', TargetAnswer), ...problems(401, 404) },
      }),
      async (c) => c.json(await viewTarget(await getTarget(db, { ...c.var.actor, id: c.req.param('id') }))),
    )
    .get(
      '/:id/report',
      describeRoute({
        tags,
        summary: 'How real its most recent sessions look, of all bursts',
        responses: { ...answers('the report', ReportAnswer), ...problems(401, 404) },
      }),
      async (c) => c.json(await reportTarget(db, { ...c.var.actor, id: c.req.param('id') })),
    )
    .patch(
      '/:id',
      describeRoute({
        tags,
        summary:
          'Rename it, or change how many sessions it takes, how they get in and how they show themselves',
        responses: { ...answers('the target', TargetAnswer), ...problems(400, 401, 403, 404) },
      }),
      valid('json', Change),
      async (c) => {
        const { limits, ...rest } = c.req.valid('json')
        const id = c.req.param('id')
        const change = { ...rest, ...limits }
        await checkAccess(db, sealer, { ...c.var.actor, id, change })
        return c.json(await viewTarget(await changeTarget(db, { ...c.var.actor, id, change })))
      },
    )
    .post(
      '/:id/verify',
      describeRoute({
        tags,
        summary: 'Look for its proof now. Waits some seconds for the result; `checking` when it takes longer',
        responses: { ...answers('the target', TargetAnswer), ...problems(401, 403, 404) },
      }),
      async (c) =>
        c.json(await viewTarget(await verifyTarget(db, { ...c.var.actor, id: c.req.param('id') }))),
    )
    .delete(
      '/:id',
      describeRoute({
        tags,
        summary: 'Remove it with its bursts and sessions',
        responses: { 204: { description: 'gone' }, ...problems(401, 403, 404) },
      }),
      async (c) => {
        await removeTarget(db, { ...c.var.actor, id: c.req.param('id') })
        return c.body(null, 204)
      },
    )
}
