import { AppError } from '../db/errors.ts'
import type { Actor } from './auth.ts'

/** For what decides about a target as a whole: its owner and admins. */
export function requireAdmin({ role }: Actor): void {
  if (role === 'member')
    throw new AppError('forbidden', 'Only an owner or admin of the workspace may change this.')
}
