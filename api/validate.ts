import { validator } from 'hono-openapi'
import type { z } from 'zod'
import { AppError } from '../db/errors.ts'

interface Issue {
  message: string
  path?: readonly unknown[]
}

/**
 * Validates a part of the request and documents it. What is wrong becomes an AppError that names the first wrong
 * field and what was expected; the input itself is never echoed.
 */
export function valid<T extends z.ZodType, In extends 'json' | 'query' | 'param'>(part: In, schema: T) {
  return validator(part, schema, (result) => {
    if (result.success) {
      const field = nulIn(result.data)
      if (field === undefined) return
      throw new AppError('invalid_input', 'Expected text without NUL characters.', field || part)
    }
    const [issue] = result.error as readonly Issue[]
    const path = (issue?.path ?? []).map((segment) =>
      typeof segment === 'object' && segment !== null && 'key' in segment ? segment.key : segment,
    )
    const unknown = /Unrecognized keys?: (.+)/.exec(issue?.message ?? '')?.[1]?.replaceAll('"', '')
    const field = unknown ? [...path, unknown.split(',')[0]] : path
    throw new AppError(
      'invalid_input',
      unknown ? `This field is not known: ${unknown}.` : `${issue?.message ?? 'Not as expected'}.`,
      field.length > 0 ? field.join('.') : part === 'json' ? 'body' : part,
    )
  })
}

/** Where a NUL character hides, which no PostgreSQL text can hold; undefined when nowhere. */
function nulIn(value: unknown, path: string[] = []): string | undefined {
  if (typeof value === 'string') return value.includes('\u0000') ? path.join('.') : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const found = nulIn(inner, [...path, key])
    if (found !== undefined) return found
  }
  return undefined
}
