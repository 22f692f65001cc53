import { z } from 'zod'
import { countExport } from '../../db/export-rows.ts'
import { linkTo, startExport } from '../../db/exports.ts'
import { EXPORT_FORMATS } from '../../db/schema/exports.ts'
import { LogFilters, resolveFilters } from './query-logs.ts'
import { defineTool } from './tool.ts'

/** What exportLogs and GET /api/sessions/export share. */
export const ExportQuery = LogFilters.extend({
  format: z.enum(EXPORT_FORMATS).describe('csv opens in Excel and other spreadsheets'),
}).strict()

/** More rows than this are written into a file first. */
const STREAMED = 20_000

export const exportLogs = defineTool({
  name: 'exportLogs',
  description:
    'Export the sessions of the log that match as CSV (for Excel too) or JSON Lines. Answers a link that downloads the file; give it to the user.',
  input: ExportQuery,
  permission: 'look',
  async run({ db, pageUrl, now, workspaceId, userId }, { format, ...asked }) {
    const filters = await resolveFilters(db, workspaceId, asked)
    const { total: rows, exact } = await countExport(db, { workspaceId, filters })
    const kind = format === 'csv' ? 'CSV' : 'JSON Lines'
    const sessions = `${exact ? '' : 'about '}${rows} ${rows === 1 ? 'session' : 'sessions'}`
    if (rows <= STREAMED) {
      // "latest" would be another burst by the time the link is opened.
      const query = { format, ...texts({ ...asked, burst: filters.burstId }), workspace: workspaceId }
      const link = `${pageUrl}/api/sessions/export?${new URLSearchParams(query)}`
      const message =
        rows > 0
          ? `The ${kind} file holds ${sessions}.`
          : exact
            ? 'No session matches; the file holds no row.'
            : `Few sessions match, if any; the ${kind} file holds them.`
      return { message, rows, exact, format, link }
    }
    const started = await startExport(db, { workspaceId, userId, format, asked, filters })
    const { path, expiresAt } = await linkTo(started, now)
    return {
      message: `A ${kind} file of ${sessions} is being written. The link works once it is done, for an hour; the file is kept for a day.`,
      rows,
      exact,
      format,
      link: pageUrl + path,
      linkExpiresAt: expiresAt.toISOString(),
      export: { id: started.id, state: started.state },
    }
  },
})

const texts = (filters: LogFilters): Record<string, string> =>
  Object.fromEntries(
    Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
