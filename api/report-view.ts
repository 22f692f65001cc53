import { z } from 'zod'

const Counts = z.record(z.string(), z.number())

/** A realism report as the outside sees it. */
export const ReportAnswer = z.object({
  preset: z
    .enum(['demo', 'true-to-life'])
    .nullable()
    .describe('what was left open came from it; null for several bursts together'),
  visits: z.int().describe('that ended and tell something'),
  vendors: z.array(
    z.object({
      vendor: z.string(),
      sessions: z.int(),
      strayVisits: z.int().describe('lost attempts that the vendor saw as well'),
      people: z.int(),
    }),
  ),
  rows: z
    .array(
      z.object({
        quantity: z.string(),
        unit: z.string(),
        n: z.int().describe('visits, pages or arrivals that the row is made of'),
        asked: Counts.nullable(),
        sent: Counts.describe('by the browsers'),
        interval: z.array(z.number()).nullable().describe('95 % interval of the sent share, in percent'),
        vendors: z
          .array(z.object({ vendor: z.string(), shows: Counts.nullable(), why: z.string().nullable() }))
          .describe('what each vendor will show, or why it shows something else'),
        reference: z
          .object({ values: Counts, source: z.string(), trust: z.enum(['published', 'code', 'prior']) })
          .nullable(),
        test: z
          .object({
            name: z.string(),
            statistic: z.number(),
            p: z.number(),
            holm: z.number().describe('p corrected for the number of tests'),
          })
          .nullable(),
        verdict: z.enum(['fits', 'differs', 'too few to tell', 'by construction', 'not tested']),
        note: z.string().nullable(),
      }),
    )
    .describe('four columns a quantity: asked, sent, shown by each vendor, reference'),
  tells: z
    .array(
      z.object({
        tell: z.string(),
        verdict: z.enum(['found', 'not found', 'too few to tell']),
        asked: z.boolean().describe('what was asked for makes it so'),
        detail: z.string(),
      }),
    )
    .describe('signs by which fake data is recognised'),
})
