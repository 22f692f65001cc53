import type { MemoryKey } from '../../db/memory.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** Figures, hashes, and long runs that mix letters with digits; a slug of words is a page of its own. */
const ID_SEGMENT = /^(\d+|[0-9a-f]{12,}|(?=.*\d)(?=.*[a-z])[a-z0-9_]{16,})$/i
/** "blue-hat-1234", "order_77". */
const NUMBERED = /^(.+[-_])\d{2,}$/
const HASH_ROUTE = /^#!?\//

/**
 * The path with ids blanked, a visitor's own values named, and query, hash and trailing slash dropped: one memory for
 * /orders/17 and /orders/18, for every campaign and every visitor. A router's path behind the # is part of it.
 */
export function pathPattern(url: string, variables: Readonly<Record<string, string>> = {}): string {
  const { pathname, hash } = new URL(url)
  const route = HASH_ROUTE.test(hash) ? `/#/${hash.replace(HASH_ROUTE, '').split('?')[0]}` : ''
  const parts = `${pathname}${route}`.split('/').filter(Boolean)
  return `/${parts.map((part) => fold(decoded(part).toLowerCase(), variables)).join('/')}`
}

function fold(part: string, variables: Readonly<Record<string, string>>): string {
  const own = Object.entries(variables).find(([, value]) => isSame(part, value))
  if (own) return `:${own[0]}`
  return UUID.test(part) || ID_SEGMENT.test(part) ? ':id' : part.replace(NUMBERED, '$1:id')
}

/** A value in an address is often a slug of itself: "Ann Lee" as "ann-lee". */
const isSame = (part: string, value: string) =>
  value.length > 2 &&
  (part === value.toLowerCase() || part === value.toLowerCase().replace(/[^a-z0-9]+/g, '-'))

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // A stray percent sign is part of the name.
    return part
  }
}

/** A step's words as the memory knows them. */
export const foldStep = (step: string): string => step.toLowerCase().replace(/\s+/g, ' ').trim()

/** Where a step's actions are kept: by target, words, page and the device class, whose layouts differ. */
export function memoryKey(where: {
  workspaceId: string
  targetId: string
  step: string
  url: string
  device: string
  variables?: Readonly<Record<string, string>>
}): MemoryKey {
  return {
    workspaceId: where.workspaceId,
    targetId: where.targetId,
    step: foldStep(where.step),
    pathPattern: pathPattern(where.url, where.variables),
    viewport: where.device,
  }
}
