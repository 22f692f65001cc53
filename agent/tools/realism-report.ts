import { reportBurst } from '../bursts/report.ts'
import { summarise } from '../bursts/summarise.ts'
import { BurstRef, briefBurst } from './burst-status.ts'
import { defineTool } from './tool.ts'

export const realismReport = defineTool({
  name: 'realismReport',
  permission: 'look',
  description:
    'How real a burst looks: what was asked, sent and shown by each vendor beside published figures, with tests, and the signs that give fake data away.',
  input: BurstRef,
  async run({ db, workspaceId }, { burst: id = 'latest' }) {
    const { burst, report } = await reportBurst(db, { workspaceId, id })
    // The rows are for the page and for REST; what a model reads it pays for.
    const rows = report.rows.map(({ quantity, verdict, sent, asked }) => ({ quantity, verdict, sent, asked }))
    const shown = rows.filter(({ quantity }) => !quantity.startsWith('arrivals by'))
    return {
      burst: briefBurst(burst),
      summary: summarise(burst, report),
      vendors: report.vendors,
      rows: shown,
      tells: report.tells,
    }
  },
})
