import { z } from 'zod'
import { findUnverifiedTarget } from '../bursts/find-target.ts'
import { verifyTarget as verify } from '../targets/verify.ts'
import { instructions } from '../targets/ways.ts'
import { howToProve, standing } from '../targets/words.ts'
import { briefTarget } from './list-targets.ts'
import { defineTool } from './tool.ts'

export const verifyTarget = defineTool({
  name: 'verifyTarget',
  description:
    'Look for the proof that a target belongs to this workspace. Answers whether it is verified, and if not why and what to do.',
  permission: 'manageTargets',
  input: z
    .object({
      target: z
        .string()
        .min(1)
        .max(300)
        .optional()
        .describe('name or URL; left out: the only unverified one'),
    })
    .strict(),
  async run({ db, workspaceId }, { target }) {
    const { id } = await findUnverifiedTarget(db, { workspaceId, target })
    const seen = await verify(db, { workspaceId, id })
    if (seen.verifiedAt) return { target: briefTarget(seen), message: standing(seen) }
    const ways = await instructions(workspaceId, seen.origin)
    const message = `${standing(seen)}\n${howToProve(seen, ways)}`
    return { target: briefTarget(seen), ways, message }
  },
})
