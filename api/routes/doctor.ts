import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { changeCapture } from '../../db/capture.ts'
import { getDoctor, requestInspection } from '../../db/doctor.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { CaptureChange, DoctorAnswer, viewDoctor } from '../doctor-view.ts'
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
        summary:
          'Approve or rule out third parties; switch the label; set how visitors answer a consent banner',
        responses: { ...answers('as it is now', DoctorAnswer), ...problems(400, 401, 403, 404) },
      }),
      valid('json', CaptureChange),
      async (c) => {
        const target = { ...c.var.actor, id: c.req.param('id') }
        await changeCapture(db, { ...target, change: c.req.valid('json') })
        return c.json(viewDoctor(await getDoctor(db, target)))
      },
    )
