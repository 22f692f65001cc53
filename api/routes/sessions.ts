import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { LogQuery, resolveFilters } from '../../agent/tools/query-logs.ts'
import { readReceipt } from '../../db/receipts.ts'
import { OUTCOMES } from '../../db/schema/sessions.ts'
import { getSession, querySessions } from '../../db/sessions.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { unchanged } from '../unchanged.ts'
import { valid } from '../validate.ts'
import { answers, InWorkspace, pageOf, problems, unchangedAnswer } from './answers.ts'

const View = z.object({
  id: z.uuid(),
  number: z.int(),
  burstId: z.uuid(),
  target: z.string(),
  device: z.string(),
  country: z.string(),
  referrer: z.string().nullable(),
  outcome: z.enum(OUTCOMES),
  reason: z.string().nullable(),
  dueAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  lengthSeconds: z
    .number()
    .nullable()
    .describe('as the site saw it; a visit whose `metadata.clock.own` is true took `metadata.clock.tookMs`'),
  pages: z.int().nullable(),
  stepsDone: z.int().describe('steps of the journey that were done'),
  attempts: z.int(),
  screenshot: z.boolean(),
  metadata: z.record(z.string(), z.unknown()),
})
const LogPage = pageOf(View).extend({
  prevCursor: z.string().nullable().describe('`cursor` of the page before; null on the first'),
  total: z.int().describe('how many sessions match'),
  exact: z.boolean().describe('false where `total` is an estimate, beyond 10,000 sessions'),
})
const Step = z.object({
  number: z.int(),
  text: z.string(),
  ok: z.boolean(),
  resolvedBy: z.enum(['memory', 'model']).nullable(),
  actions: z.array(z.string()),
  url: z.string(),
  reason: z.string().nullable(),
  screenshot: z.boolean().describe('whether the screen after it is kept'),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
})
const Attempt = z.object({
  number: z.int(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  lostAt: z.iso.datetime().nullable(),
  reason: z.string().nullable().describe('what broke it'),
  sent: z.record(z.string(), z.int()).describe('analytics requests by SDK'),
  accepted: z.record(z.string(), z.int()).describe('those of them that were answered with 2xx'),
  strayVisit: z
    .boolean()
    .describe(
      'lost after analytics requests had left: where one was accepted, the vendor saw one person more',
    ),
})
const Receipt = z.object({
  sdks: z.array(
    z.object({
      sdk: z.string(),
      sent: z.int(),
      accepted: z.int(),
      failed: z.int().describe('answered otherwise than with 2xx, or held back'),
      events: z.record(z.string(), z.int()).describe('by name, as far as the bodies could be read'),
      left: z.boolean().describe('its last word went out when the page was left'),
    }),
  ),
  warning: z.string().nullable().describe('when nothing was recorded'),
})
const Persona = z.record(z.string(), z.unknown())
const Detail = View.extend({
  intent: z.string().nullable().describe('what the plan wants it to end as, if nothing breaks'),
  stepsPlanned: z.int().nullable().describe('steps of the journey that the plan has it take'),
  persona: Persona.describe('who visits: identity, campaign, whether they return, name and address'),
  steps: z.array(Step),
  tries: z.array(Attempt),
  receipt: Receipt.describe('analytics requests of the last attempt'),
})
const tags = ['sessions']

/** The plan as far as a reader has use for it: not the password that a made-up person types. */
function planned({ intent, stepsToTake, persona }: Record<string, unknown>) {
  const { variables, ...who } = Persona.catch({}).parse(persona)
  const { password: _, ...shown } = Persona.catch({}).parse(variables)
  return {
    intent: typeof intent === 'string' ? intent : null,
    stepsPlanned: typeof stepsToTake === 'number' ? stepsToTake : null,
    persona: { ...who, variables: shown },
  }
}

export const logRoutes = (deps: Deps) => {
  const { db } = deps
  return new Hono<AppEnv>()
    .get(
      '/',
      describeRoute({
        tags,
        summary: 'The log: sessions, filtered and sorted',
        responses: {
          ...answers('a page, and how many match in all', LogPage),
          ...unchangedAnswer,
          ...problems(400, 401, 404, 422),
        },
      }),
      valid('query', LogQuery.extend(InWorkspace.shape)),
      unchanged(deps),
      async (c) => {
        const { sort = 'newest', limit = 50, cursor, workspace: _, ...filters } = c.req.valid('query')
        const { workspaceId } = c.var.actor
        const resolved = await resolveFilters(db, workspaceId, filters)
        return c.json(await querySessions(db, { workspaceId, filters: resolved, sort, limit, cursor }))
      },
    )
    .get(
      '/:id',
      describeRoute({
        tags,
        summary: 'One session with its steps and attempts',
        responses: { ...answers('the session', Detail), ...problems(401, 404) },
      }),
      async (c) => {
        const { tries, steps, plan, ...session } = await getSession(db, {
          ...c.var.actor,
          id: c.req.param('id'),
        })
        const strip = <T extends { workspaceId: string; sessionId: string }>({
          workspaceId: _w,
          sessionId: _s,
          ...rest
        }: T) => rest
        return c.json({
          ...session,
          ...planned(plan),
          steps: steps.map(({ attempt: _, ...step }) => strip(step)),
          receipt: readReceipt(tries.at(-1)),
          tries: tries.map(({ failed: _f, events: _e, left: _l, lentAt: _t, ...one }) => ({
            ...strip(one),
            strayVisit: one.lostAt !== null && Object.keys(one.sent).length > 0,
          })),
        })
      },
    )
}
