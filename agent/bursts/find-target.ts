import type { Db } from '../../db/client.ts'
import { AppError } from '../../db/errors.ts'
import { listTargets, MAX_TARGETS, type Target } from '../../db/targets.ts'
import { parseOrigin } from '../targets/origin.ts'

/** Names are compared here because people write them loosely. */
const fold = (name: string) =>
  name
    .toLowerCase()
    .replace(/^(on|at|the|our|my)\s+/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')

/**
 * The target that a name or URL means; without one, the only target there is.
 * Throws target_unknown on field `target`, saying what is known here.
 */
export async function findTarget(db: Db, input: { workspaceId: string; target?: string }): Promise<Target> {
  const { items } = await listTargets(db, { workspaceId: input.workspaceId, limit: MAX_TARGETS })
  return input.target === undefined ? only(items) : match(items, input.target)
}

/** The same, and sessions may visit it. Throws target_unverified otherwise. */
export async function findVerifiedTarget(
  db: Db,
  input: { workspaceId: string; target?: string },
): Promise<Target> {
  const found = await findTarget(db, input)
  if (found.verifiedAt) return found
  throw new AppError(
    'target_unverified',
    `${found.name} (${found.origin}) is not verified as yours${found.reason ? `: ${found.reason}` : ' yet.'} Say "verify ${found.name}" for the ways to prove it, or read GET /api/targets/${found.id}.`,
    'target',
  )
}

/** The target that somebody wants verified: the named one, else the only one that is not. */
export async function findUnverifiedTarget(
  db: Db,
  input: { workspaceId: string; target?: string },
): Promise<Target> {
  if (input.target !== undefined) return findTarget(db, input)
  const { items } = await listTargets(db, { workspaceId: input.workspaceId, limit: MAX_TARGETS })
  const open = items.filter((target) => !target.verifiedAt)
  if (items.length > 0 && open.length === 0)
    throw new AppError('target_unknown', `Every target is verified: ${names(items)}.`, 'target')
  return only(open)
}

function only(items: Target[]): Target {
  const [first, ...more] = items
  if (first && more.length === 0) return first
  throw new AppError(
    'target_unknown',
    first ? `Say which target: ${names(items)}.` : 'Add a target first: the address of your own site.',
    'target',
  )
}

function match(items: Target[], wanted: string): Target {
  const byUrl = /[./:]/.test(wanted) ? originOf(wanted) : undefined
  const atUrl = items.find(
    (t) => byUrl && (t.origin === byUrl || t.origin === byUrl.replace('https:', 'http:')),
  )
  if (atUrl) return atUrl
  const [found, other] = items.filter((t) => fold(t.name) === fold(wanted))
  if (found && other) {
    const origins = items.filter((t) => fold(t.name) === fold(wanted)).map((t) => t.origin)
    throw new AppError(
      'target_unknown',
      `Several targets have that name; give the address: ${origins.join(', ')}.`,
      'target',
    )
  }
  if (found) return found
  const known = items.length > 0 ? `Known here: ${names(items)}.` : 'Add it as a target and verify it.'
  throw new AppError(
    'target_unknown',
    `"${wanted.slice(0, 100)}" is not a target of this workspace. ${known}`,
    'target',
  )
}

const names = (items: Target[]) =>
  items
    .slice(0, 8)
    .map((t) => t.name)
    .join(', ')

function originOf(text: string): string | undefined {
  try {
    return parseOrigin(text)
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}
