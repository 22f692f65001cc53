import { z } from 'zod'

const Burst = z.looseObject({
  id: z.string(),
  mine: z.boolean().optional(),
  by: z.string().optional(),
  target: z.unknown().optional(),
})

/** What a case says about the workspace; the stubs answer from it. */
export const CaseContext = z.looseObject({
  targets: z
    .array(z.looseObject({ name: z.string(), url: z.string(), verified: z.boolean().optional() }))
    .nullish(),
  templates: z.array(z.looseObject({ name: z.string(), variables: z.array(z.string()).nullish() })).nullish(),
  latestBurst: z.union([Burst, z.string()]).nullish(),
  bursts: z.array(z.union([Burst, z.string()])).nullish(),
  plan: z.unknown().optional(),
  sessionsLeft: z.number().nullish(),
})
export type CaseContext = z.infer<typeof CaseContext>

/** A line in: a conversation whose last message is asked, and the workspace it takes place in. */
export const Case = z.looseObject({
  id: z.union([z.string(), z.number()]),
  turns: z.array(z.string()).min(1),
  context: CaseContext.nullish(),
  slash: z.boolean().nullish(),
})
export type Case = z.infer<typeof Case>

/** A line of the project's own cases: a case, and what a good agent does. */
export const ScoredCase = Case.extend({
  group: z.string(),
  expect: z.strictObject({
    calls: z
      .array(
        z.strictObject({
          tool: z.string(),
          /** Has to be contained in the arguments of the call. */
          args: z.record(z.string(), z.unknown()).default({}),
          /** Arguments that the call must not have. */
          without: z.array(z.string()).default([]),
          needsConfirmation: z.boolean().optional(),
        }),
      )
      .default([]),
    noCalls: z.boolean().optional(),
    /** A regular expression, upper and lower case alike. */
    replyMatches: z.string().optional(),
  }),
})
export type ScoredCase = z.infer<typeof ScoredCase>

/** Reads JSON Lines; a line that is no case is an error that names its file and number. */
export function readCases<T extends z.ZodType>(text: string, file: string, schema: T): z.infer<T>[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const where = `${file}, line ${index + 1}`
    let value: unknown
    try {
      value = JSON.parse(line)
    } catch (error) {
      throw new Error(`${where}: not JSON (${error instanceof Error ? error.message : String(error)})`)
    }
    const parsed = schema.safeParse(value)
    if (!parsed.success)
      throw new Error(`${where}: ${z.prettifyError(parsed.error).replace(/\s*\n\s*/g, ' ')}`)
    return [parsed.data]
  })
}
