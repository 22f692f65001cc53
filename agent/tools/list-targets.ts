import { z } from 'zod'
import { limitsOf } from '../../db/admission.ts'
import { listTargets as list, MAX_TARGETS, type Target } from '../../db/targets.ts'
import { defineTool } from './tool.ts'

/** What a model and a person need to know of a target. */
export const briefTarget = (target: Target) => ({
  id: target.id,
  name: target.name,
  origin: target.origin,
  verified: target.verifiedAt !== null,
  reason: target.reason,
  limits: limitsOf(target),
})

export const listTargets = defineTool({
  name: 'listTargets',
  description: "The workspace's targets, whether each is verified, and how many sessions each takes.",
  input: z.object({}).strict(),
  permission: 'look',
  async run({ db, workspaceId }) {
    const { items } = await list(db, { workspaceId, limit: MAX_TARGETS })
    return { items: items.map(briefTarget) }
  },
})
