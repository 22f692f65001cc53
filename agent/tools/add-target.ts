import { z } from 'zod'
import { addTarget as add } from '../../db/targets.ts'
import { parseOrigin } from '../targets/origin.ts'
import { instructions } from '../targets/ways.ts'
import { howToProve } from '../targets/words.ts'
import { briefTarget } from './list-targets.ts'
import { defineTool } from './tool.ts'

export const TargetName = z.string().trim().min(1).max(100)
export const NewTarget = z
  .object({
    url: z.string().min(1).max(2000).describe('address of the site, such as https://shop.example'),
    name: TargetName.optional().describe('what people call it; left out: its host'),
  })
  .strict()

export const addTarget = defineTool({
  name: 'addTarget',
  description: "Add one of the user's own sites. Answers how to prove that it is theirs.",
  input: NewTarget,
  permission: 'manageTargets',
  async run({ db, ...caller }, { url, name }) {
    const { workspaceId } = caller
    const origin = parseOrigin(url)
    const target = await add(db, { ...caller, origin, name: name ?? new URL(origin).host })
    const ways = await instructions(workspaceId, origin)
    return {
      target: briefTarget(target),
      ways,
      message: `${target.name} (${origin}) is added. ${howToProve(target, ways)}`,
    }
  },
})
