import { z } from 'zod'

/** Required words: an event without them is malformed. */
export const id = z.string().min(1).max(300)
export const name = z.string().min(1).max(200)

/** Optional words are cut and, when they are not words at all, left out: they must not cost the event. */
export const detail = z
  .string()
  .transform((value) => value.slice(0, 300))
  .optional()
  .catch(undefined)

export const pixels = z.number().int().min(1).max(100_000).optional().catch(undefined)

export const screen = (width: number | undefined, height: number | undefined) =>
  width && height ? `${width}x${height}` : undefined

/** The path of a whole address; query strings may carry what nobody should read on a report. */
export const pathOf = (address: string | undefined) =>
  address && URL.canParse(address) ? new URL(address).pathname : undefined
