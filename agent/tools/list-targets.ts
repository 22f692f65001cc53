import { z } from 'zod'
import { listTargets as list } from '../../db/targets.ts'
import { defineTool } from './tool.ts'

export const listTargets = defineTool({
  name: 'listTargets',
  description: "The workspace's targets, and whether each is verified.",
  input: z.object({}).strict(),
  permission: 'look',
  async run({ db, workspaceId }) {
    const { items } = await list(db, { workspaceId, limit: 100 })
    return {
      items: items.map(({ id, name, origin, verifiedAt }) => ({
        id,
        name,
        origin,
        verified: verifiedAt !== null,
      })),
    }
  },
})
