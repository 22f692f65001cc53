import type { MemoryKey } from '../../db/memory.ts'

const ID_SEGMENT = /^(\d+|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{12,}|[A-Za-z0-9_-]{20,})$/i

/** The path with ids blanked and query, hash and trailing slash dropped: one memory for /orders/17 and /orders/18. */
export function pathPattern(url: string): string {
  const { pathname } = new URL(url)
  const parts = pathname.split('/').filter(Boolean)
  return `/${parts.map((part) => (ID_SEGMENT.test(part) ? ':id' : part.toLowerCase())).join('/')}`
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
}): MemoryKey {
  return {
    workspaceId: where.workspaceId,
    targetId: where.targetId,
    step: foldStep(where.step),
    pathPattern: pathPattern(where.url),
    viewport: where.device,
  }
}
