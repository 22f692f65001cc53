import { z } from 'zod'
import { type BurstView, getBurst } from '../../db/bursts.ts'
import { burstReceipt } from '../../db/receipts.ts'
import { defineTool } from './tool.ts'

export const BurstRef = z
  .object({ burst: z.string().min(1).max(64).optional().describe('a burst id, or latest (the default)') })
  .strict()

/** What a model and a person need to know of a burst, without its internals. */
export const briefBurst = (burst: BurstView) => ({
  id: burst.id,
  target: { name: burst.target, origin: burst.origin },
  state: burst.state,
  sessions: burst.sessions,
  journey: burst.journey,
  counts: burst.counts,
  reasons: burst.reasons,
  strayVisits: burst.strayVisits,
  estimate: burst.estimate,
  spent: burst.spent,
})

export const burstStatus = defineTool({
  name: 'burstStatus',
  description:
    'How far a burst is: its sessions counted by outcome, why sessions failed, and what it took: minutes, model calls, Browserbase minutes, beside what was expected.',
  input: BurstRef,
  permission: 'look',
  async run({ db, workspaceId }, { burst = 'latest' }) {
    const found = await getBurst(db, { workspaceId, id: burst })
    const { sdks, warning } = await burstReceipt(db, { workspaceId, burstId: found.id })
    const recorded = sdks.map(({ sdk, sessions, sent, accepted }) => ({ sdk, sessions, sent, accepted }))
    return { burst: { ...briefBurst(found), recorded, warning } }
  },
})
