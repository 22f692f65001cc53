import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { exportName } from '../../agent/exports/stream.ts'
import { AppError } from '../../db/errors.ts'
import { followLink } from '../../db/exports.ts'
import { exportKey } from '../../db/objects.ts'
import type { Deps } from '../deps.ts'
import { whileMember } from '../membership.ts'
import { valid } from '../validate.ts'
import { problems } from './answers.ts'
import { asFile, fileAnswer } from './file.ts'

const Link = z.object({
  expires: z.coerce.number().int().min(0).max(1e11).default(0),
  signature: z.string().max(200).default(''),
})

/** The link is what lets in: whoever has it needs no sign-in, while its maker is in the workspace. */
export const exportFileRoutes = (deps: Deps) =>
  new Hono().get(
    '/:id/file',
    describeRoute({
      tags: ['exports'],
      summary: "The file of an export, by the `downloadUrl` that the export's answer holds",
      security: [],
      responses: { ...fileAnswer('the file'), ...problems(404, 409, 410) },
    }),
    valid('query', Link),
    async (c) => {
      const one = await followLink(deps.db, {
        ...c.req.valid('query'),
        id: c.req.param('id'),
        now: deps.now(),
      })
      if (one.state !== 'done') {
        c.header('retry-after', '5')
        throw new AppError('conflict', 'This export is not written yet. Try again in a moment.', 'id')
      }
      const kept = await deps.storage.get(exportKey(one))
      if (!kept) throw new AppError('not_found', 'The file of this export is gone.', 'id')
      const { workspaceId, userId } = one
      const body = whileMember(deps, { workspaceId, userId }, kept.body, { whole: true })
      return asFile(body, exportName(one.format, one.createdAt), one.bytes)
    },
  )
