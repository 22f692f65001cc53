import { z } from 'zod'
import { instructions, WAYS } from '../agent/targets/ways.ts'
import { DEFAULT_LIMITS, limitsOf } from '../db/admission.ts'
import type { Target } from '../db/targets.ts'

const moment = z.iso.datetime().nullable()
const Limits = z.object({ sessionsPerHour: z.int(), sessionsAtOnce: z.int() })

const percent = z.number().min(0).max(100)
export const Consent = z
  .strictObject({ accept: percent, decline: percent, ignore: percent })
  .refine(
    ({ accept, decline, ignore }) => Math.abs(accept + decline + ignore - 100) < 0.01,
    'expected shares of 100',
  )
  .describe('of 100 visitors who meet a consent banner')

export const EmailPattern = z
  .string()
  .max(200)
  .refine(
    (pattern) => /^[^%@]*\{\{n\}\}[^%@]*@[^%@{}]+$/.test(pattern) && isAddress(pattern.replace('{{n}}', '1')),
    'expected an address with {{n}} before the @, such as demo+{{n}}@customer.example',
  )
  .describe('the addresses that its visitors sign up with, a new one in place of {{n}} for each')
const isAddress = (text: string) => z.email().safeParse(text).success

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
  limits: Limits,
  label: z.boolean().describe('whether its sessions say that they are synthetic; `/doctor` has the filters'),
  consent: Consent,
  emailPattern: z.string().nullable().describe('null: addresses that no mail can reach'),
  createdAt: z.iso.datetime(),
})
/** One target, with how it stands and how to prove it. */
export const TargetAnswer = TargetRow.extend({
  usualLimits: Limits.describe('in force where nothing else was chosen'),
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
  label: target.label,
  consent: target.consent,
  emailPattern: target.emailPattern,
  createdAt: target.createdAt,
})

export async function viewTarget(target: Target) {
  return {
    ...viewRow(target),
    usualLimits: target.demo ? DEFAULT_LIMITS.demo : DEFAULT_LIMITS.own,
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
