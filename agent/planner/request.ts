import { z } from 'zod'

/** Most sessions one burst may ask for (contract). */
export const MAX_SESSIONS = 10_000
/** Longest arrival window: 31 days. */
const MAX_WINDOW_MS = 31 * 24 * 3_600_000

const SESSIONS = `expected a whole number from 1 to ${MAX_SESSIONS.toLocaleString('en')}`
const percent = z
  .number({ error: 'expected a percentage from 0 to 100' })
  .min(0, 'expected a percentage from 0 to 100')
  .max(100, 'expected a percentage from 0 to 100')
const instant = z.iso.datetime({ offset: true })

const sumsTo100 = (parts: Record<string, number | undefined>) =>
  Math.abs(Object.values(parts).reduce<number>((sum, part) => sum + (part ?? 0), 0) - 100) < 0.5

export const Device = z.enum(['desktop', 'mobile', 'tablet'])
export type Device = z.infer<typeof Device>

/** What `runBurst`, POST /api/bursts and templates accept. Percentages are 0-100. */
export const BurstRequest = z
  .object({
    target: z
      .string()
      .trim()
      .min(1)
      .max(300)
      .optional()
      .describe('name or URL of a verified target; left out: the only one'),
    sessions: z
      .int({ error: SESSIONS })
      .min(1, SESSIONS)
      .max(MAX_SESSIONS, SESSIONS)
      .describe('how many sessions, 1 to 10,000'),
    journey: z
      .array(z.string().trim().min(1).max(300))
      .min(1)
      .max(20)
      .optional()
      .describe(
        'ordered steps in plain language, such as "open the pricing page"; {{secret.name}} stays as it is and types a secret of the target; left out: visitors look around the site as they like',
      ),
    devices: z
      .strictObject({ desktop: percent.optional(), mobile: percent.optional(), tablet: percent.optional() })
      .refine(sumsTo100, 'the percentages of devices must add up to 100')
      .optional()
      .describe('percent per device class, adding up to 100'),
    countries: z
      .record(z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166 two-letter country code'), percent)
      .refine(sumsTo100, 'the percentages of countries must add up to 100')
      .optional()
      .describe('percent per ISO country code, adding up to 100'),
    referrers: z
      .record(z.string().min(1).max(100), percent)
      .refine(sumsTo100, 'the percentages of referrers must add up to 100')
      .optional()
      .describe('percent per referrer name, such as google, newsletter, direct'),
    newVisitors: percent
      .optional()
      .describe(
        'percent of first-time visitors; the others are people of earlier visits, as far as there are any',
      ),
    conversion: percent.optional().describe('percent of sessions that finish the journey'),
    dropOff: z
      .array(z.strictObject({ afterStep: z.int().min(1).max(20), percent }))
      .max(20)
      .optional()
      .describe('who leaves after which step (1 is the first), in percent of those who reached it'),
    window: z
      .strictObject({ from: instant, to: instant })
      .refine((w) => Date.parse(w.to) > Date.parse(w.from), 'window.to must be after window.from')
      .refine((w) => Date.parse(w.to) - Date.parse(w.from) <= MAX_WINDOW_MS, 'a window is at most 31 days')
      .optional()
      .describe('arrivals between these times, ISO 8601'),
    arrivals: z
      .enum(['natural', 'even'])
      .optional()
      .describe('within the window: natural (more by day, by chance) or evenly spaced; natural if left out'),
    preset: z
      .enum(['demo', 'true-to-life'])
      .optional()
      .describe(
        'what is left open comes from: demo (all finish the journey, all are new; the default) or true-to-life (about half bounce, 4 % finish, 48 % return)',
      ),
    pace: z
      .enum(['natural', 'fast'])
      .optional()
      .describe(
        'natural dwell times, or fast: on the demo shop by a clock of each visit, ahead of the real one, elsewhere with hardly any dwell',
      ),
    seed: z.int().min(0).max(4_294_967_295).optional().describe('same seed, same population'),
    dryRun: z.boolean().optional().describe('plan and describe, start nothing'),
  })
  .strict()
export type BurstRequest = z.infer<typeof BurstRequest>
