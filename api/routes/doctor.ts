import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { decideThirdParties } from '../../db/capture.ts'
import { getDoctor, requestInspection } from '../../db/doctor.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { DoctorAnswer, HostsChange, viewDoctor } from '../doctor-view.ts'
import { valid } from '../validate.ts'
import { answers, problems } from './answers.ts'

const tags = ['targets']

/** Mounted beside the targets' own routes. */
export const doctorRoutes = ({ db }: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/:id/doctor',
      describeRoute({
        tags,
        summary:
          'Its analytics SDKs, what would keep them from recording, its pages, and how sessions show themselves',
        responses: { ...answers('what the doctor knows', DoctorAnswer), ...problems(401, 404) },
      }),
      async (c) => c.json(viewDoctor(await getDoctor(db, { ...c.var.actor, id: c.req.param('id') }))),
    )
    .post(
      '/:id/doctor',
      describeRoute({
        tags,
        summary: "Ask for a doctor's visit; a runner makes it",
        responses: { ...answers('asked for', DoctorAnswer, 202), ...problems(400, 401, 404, 422) },
      }),
      valid('json', z.object({}).strict()),
      async (c) => {
        const target = { ...c.var.actor, id: c.req.param('id') }
        await requestInspection(db, target)
        return c.json(viewDoctor(await getDoctor(db, target)), 202)
      },
    )
    .patch(
      '/:id/doctor',
      describeRoute({
        tags,
        summary: 'Approve third parties that its pages ask for, or rule them out',
        responses: { ...answers('as it is now', DoctorAnswer), ...problems(400, 401, 403, 404) },
      }),
      valid('json', HostsChange),
      async (c) => {
        const target = { ...c.var.actor, id: c.req.param('id') }
        await decideThirdParties(db, { ...target, ...c.req.valid('json') })
        return c.json(viewDoctor(await getDoctor(db, target)))
      },
    )
