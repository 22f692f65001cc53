import { z } from 'zod'
import { instructions, WAYS } from '../agent/targets/ways.ts'
import { limitsOf } from '../db/admission.ts'
import type { Target } from '../db/targets.ts'

const moment = z.iso.datetime().nullable()

/** A target as lists show it. */
export const TargetRow = z.object({
  id: z.uuid(),
  name: z.string(),
  origin: z.url(),
  verified: z.boolean(),
  demo: z.boolean(),
  checking: z
    .boolean()
    .describe('its proof is being looked for; the topic `targets` tells when that is done'),
  reason: z.string().nullable().describe('why the last check did not find the proof'),
  limits: z.object({ sessionsPerHour: z.int(), sessionsAtOnce: z.int() }),
  createdAt: z.iso.datetime(),
})
/** One target, with how it stands and how to prove it. */
export const TargetAnswer = TargetRow.extend({
  proof: z.object({
    verifiedAt: moment,
    seenAt: moment.describe('when the proof was last there'),
    seenBy: z.enum(WAYS).nullable(),
    checkedAt: moment,
    nextCheckAt: moment,
    misses: z.int().describe('checks in a row that did not find it; four end a verification'),
    ways: z
      .array(z.object({ way: z.enum(WAYS), at: z.string(), content: z.string(), how: z.string() }))
      .describe('any one of them proves the site; none for the demo shop'),
  }),
})

export const viewRow = (target: Target) => ({
  id: target.id,
  name: target.name,
  origin: target.origin,
  verified: target.verifiedAt !== null,
  demo: target.demo,
  checking: target.checkAskedAt !== null,
  reason: target.reason,
  limits: limitsOf(target),
  createdAt: target.createdAt,
})

export async function viewTarget(target: Target) {
  return {
    ...viewRow(target),
    proof: {
      verifiedAt: target.verifiedAt,
      seenAt: target.provenAt,
      seenBy: target.provenBy,
      checkedAt: target.checkedAt,
      nextCheckAt: target.checkDueAt,
      misses: target.misses,
      ways: target.demo ? [] : await instructions(target.workspaceId, target.origin),
    },
  }
}
