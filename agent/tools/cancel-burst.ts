import { getBurst } from '../../db/bursts.ts'
import { cancelBurst as cancel } from '../../db/cancel-burst.ts'
import { BurstRef, briefBurst } from './burst-status.ts'
import { defineTool } from './tool.ts'

export const cancelBurst = defineTool({
  name: 'cancelBurst',
  description: 'Cancel a burst: everything of it that has not finished ends now.',
  input: BurstRef,
  permission: 'runBursts',
  async approval({ db, workspaceId, userId }, { burst = 'latest' }) {
    const found = await getBurst(db, { workspaceId, id: burst })
    if (found.createdBy === userId) return undefined
    return `Cancel the burst of ${found.sessions} sessions on ${found.target} that another member started.`
  },
  async run({ db, ...author }, { burst = 'latest' }) {
    const done = await cancel(db, { ...author, id: burst })
    return { burst: briefBurst(done.burst), cancelled: done.cancelled }
  },
})
