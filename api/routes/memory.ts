import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import {
  forgetStep,
  forgetTarget,
  getMemory,
  listMemory,
  type MemoryChange,
  type MemoryEntry,
} from '../../db/memory-entries.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { valid } from '../validate.ts'
import { answers, PageQuery, pageOf, problems } from './answers.ts'

const Action = z.object({
  selector: z.string(),
  method: z.string(),
  arguments: z.array(z.string()).describe('variables of the visitor as %name%'),
  description: z.string(),
  label: z.string().optional().describe("the element's text, by which it is known again"),
})
const Rounds = z.array(z.array(Action)).describe('one list of actions per page that the step passes through')
const Entry = z.object({
  id: z.uuid(),
  step: z.string(),
  path: z.string().describe('where the step begins; ids are `:id`'),
  device: z.string(),
  actions: Rounds,
  version: z.number().int().describe('1, and one more for each healing'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
const Change = z.object({
  version: z.number().int(),
  session: z.uuid().nullable().describe('the session that found it out'),
  reason: z.string().nullable().describe('why the actions before no longer served; null for the first'),
  before: Rounds.nullable(),
  after: Rounds,
  at: z.iso.datetime(),
})
const EntryWithHistory = Entry.extend({ history: z.array(Change).describe('newest first, at most 20') })

const view = ({ id, step, pathPattern, viewport, rounds, version, createdAt, updatedAt }: MemoryEntry) => ({
  ...{ id, step, path: pathPattern, device: viewport, actions: rounds ?? [], version, createdAt, updatedAt },
})
const viewChange = ({ version, sessionId, reason, before, after, createdAt }: MemoryChange) => ({
  ...{ version, session: sessionId, reason, before, after, at: createdAt },
})
const tags = ['targets']
const gone = { 204: { description: 'forgotten' }, ...problems(401, 404) }

export const memoryRoutes = ({ db }: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/:id/memory',
      describeRoute({
        tags,
        summary: 'What visits have learnt of this target: steps and the actions they come to',
        responses: { ...answers('a page, oldest first', pageOf(Entry)), ...problems(400, 401, 404) },
      }),
      valid('query', PageQuery),
      async (c) => {
        const of = { workspaceId: c.var.actor.workspaceId, targetId: c.req.param('id') }
        const found = await listMemory(db, { ...of, ...c.req.valid('query') })
        return c.json({ ...found, items: found.items.map(view) })
      },
    )
    .delete(
      '/:id/memory',
      describeRoute({ tags, summary: 'Forget it all: the next visits ask the model again', responses: gone }),
      async (c) => {
        await forgetTarget(db, { ...c.var.actor, targetId: c.req.param('id') })
        return c.body(null, 204)
      },
    )
    .get(
      '/:id/memory/:entry',
      describeRoute({
        tags,
        summary: 'One remembered step with its history of healings',
        responses: { ...answers('the step', EntryWithHistory), ...problems(401, 404) },
      }),
      async (c) => {
        const of = { workspaceId: c.var.actor.workspaceId, targetId: c.req.param('id') }
        const { changes, ...entry } = await getMemory(db, { ...of, id: c.req.param('entry') })
        return c.json({ ...view(entry), history: changes.map(viewChange) })
      },
    )
    .delete(
      '/:id/memory/:entry',
      describeRoute({ tags, summary: 'Forget one step', responses: gone }),
      async (c) => {
        const { id: targetId, entry: id } = c.req.param()
        await forgetStep(db, { ...c.var.actor, targetId, id })
        return c.body(null, 204)
      },
    )
