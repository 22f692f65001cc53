import { v7 } from 'uuid'
import type { Random } from './random.ts'

export interface Schema {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  items?: Schema
  prefixItems?: Schema[]
  format?: string
  pattern?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  $ref?: string
}

/** Texts that have broken parsers, databases and loggers before. */
export const ODD_TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\u202etxt.exe',
  'é\u0301\u200d\ufeff',
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
  '%00',
  '%',
  '%zz',
  '%c3%28',
  '../../etc/passwd',
  "'; drop table app.bursts; --",
  '\\',
  '_%',
  '#{7*7}{{7*7}}',
  '<script>alert(1)</script>',
  'null',
  'NaN',
  '-0',
  '1e309',
  '__proto__',
  'constructor',
  'latest',
  '2026-02-30T25:61:00Z',
  '9999999999999999999999',
  'x'.repeat(5_000),
  '\n\r\t\u0007\u001b[31m',
  'https://[::1',
  'https://xn--a/',
  'javascript:alert(1)',
]

export const ODD_VALUES: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  -1e308,
  Number.MAX_SAFE_INTEGER + 2,
  2 ** 31,
  2 ** 63,
  [],
  {},
  [[]],
  [null],
  { toString: 1 },
  { length: -1 },
  JSON.parse('{"__proto__": {"admin": true}}'),
  Array.from({ length: 300 }, (_, i) => i),
]

/** A value that the schema asks for, as far as the schema says. */
export function valid(schema: Schema, r: Random, root: Schema, depth = 0): unknown {
  if (schema.$ref) return valid(resolve(schema.$ref, root), r, root, depth)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return r.pick(schema.enum)
  const choice = schema.anyOf ?? schema.oneOf
  if (choice) return valid(r.pick(choice), r, root, depth)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => valid(part, r, root, depth + 1)))
  const type = Array.isArray(schema.type) ? r.pick(schema.type) : schema.type
  if (type === 'object' || schema.properties) return object(schema, r, root, depth)
  if (type === 'array') {
    const length = (schema.minItems ?? 0) + r.below(3)
    return Array.from({ length }, () => valid(schema.items ?? {}, r, root, depth + 1))
  }
  if (type === 'integer' || type === 'number') return number(schema, r)
  if (type === 'boolean') return r.chance(0.5)
  if (type === 'null') return null
  if (type === 'string') return text(schema, r)
  return r.pick(ODD_VALUES)
}

function object(schema: Schema, r: Random, root: Schema, depth: number): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  for (const [name, inner] of Object.entries(schema.properties ?? {}))
    if (schema.required?.includes(name) || (depth < 6 && r.chance(0.3)))
      made[name] = valid(inner, r, root, depth + 1)
  const extra = schema.additionalProperties
  if (typeof extra === 'object') made[r.pick(['DE', 'US', 'google'])] = valid(extra, r, root, depth + 1)
  return made
}

/** Small ones, mostly: how long 10,000 sessions take to record is another benchmark's question. */
function number({ minimum, maximum, type }: Schema, r: Random): number {
  const least = Math.max(minimum ?? 0, -1_000)
  const most = Math.min(maximum ?? 100, least + 100)
  const value = least + r.below(most - least + 1)
  return type === 'integer' ? Math.ceil(value) : value
}

function text(schema: Schema, r: Random): string {
  if (schema.format === 'uuid') return v7()
  if (schema.format === 'date-time') return new Date(Date.now() + r.below(86_400_000)).toISOString()
  if (schema.format === 'uri') return 'https://shop.example'
  const words = r.pick(['demo shop', 'open the pricing page', 'a1', 'newest', 'Europe/Berlin', 'Grüße 日本'])
  return words.slice(0, schema.maxLength).padEnd(schema.minLength ?? 0, 'x')
}

function resolve(ref: string, root: Schema): Schema {
  const found = ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], root)
  return (found ?? {}) as Schema
}

/** The value with something in it replaced, left out or added. */
export function broken(value: unknown, r: Random, depth = 0): unknown {
  const odd = () => (r.chance(0.5) ? r.pick(ODD_TEXTS) : r.pick(ODD_VALUES))
  if (typeof value !== 'object' || value === null || depth > 5 || r.chance(0.15)) return odd()
  if (Array.isArray(value)) {
    if (value.length === 0 || r.chance(0.3)) return [...value, odd()]
    return value.with(r.below(value.length), broken(r.pick(value), r, depth + 1))
  }
  const keys = Object.keys(value)
  if (keys.length === 0 || r.chance(0.2)) return { ...value, [r.pick(ODD_TEXTS)]: odd() }
  const key = r.pick(keys)
  const rest = { ...value } as Record<string, unknown>
  if (r.chance(0.25)) delete rest[key]
  else rest[key] = broken(rest[key], r, depth + 1)
  return rest
}
