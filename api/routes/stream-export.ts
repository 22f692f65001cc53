import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { exportName, exportStream } from '../../agent/exports/stream.ts'
import { ExportQuery } from '../../agent/tools/export-logs.ts'
import { resolveFilters } from '../../agent/tools/query-logs.ts'
import { exportRows } from '../../db/export-rows.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { whileMember } from '../membership.ts'
import { valid } from '../validate.ts'
import { InWorkspace, problems } from './answers.ts'
import { asFile, fileAnswer } from './file.ts'

export const streamExportRoutes = (deps: Deps) =>
  new Hono<AppEnv>().get(
    '/export',
    describeRoute({
      tags: ['exports'],
      summary: 'The sessions that match, as a file that is written while you read it',
      responses: { ...fileAnswer('CSV (RFC 4180, UTF-8) or JSON Lines'), ...problems(400, 401, 404, 422) },
    }),
    valid('query', ExportQuery.extend(InWorkspace.shape)),
    async (c) => {
      const { format, workspace: _, ...asked } = c.req.valid('query')
      const { actor } = c.var
      const { workspaceId } = actor
      const filters = await resolveFilters(deps.db, workspaceId, asked)
      const stream = exportStream(exportRows(deps.db, { workspaceId, filters }), format)
      return asFile(whileMember(deps, actor, stream, { whole: true }), exportName(format, deps.now()))
    },
  )
