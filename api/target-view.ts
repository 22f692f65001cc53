import { z } from 'zod'
import { isAccessHeader } from '../agent/targets/access.ts'
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

const SecretName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'expected the name of a secret of this target')
const HeaderName = z
  .string()
  .refine(
    isAccessHeader,
    'expected the name of a header of the site itself, such as x-vercel-protection-bypass',
  )
/** What it is called where it is asked for, and null where it is shown and there is none. */
export const Access = z
  .strictObject({
    basicAuth: SecretName.nullable()
      .optional()
      .describe('the secret (`user:password`) that answers the sign-in prompt of the site (HTTP 401)'),
    header: z
      .strictObject({ name: HeaderName, secret: SecretName.describe('the secret that is its value') })
      .nullable()
      .optional()
      .describe('goes with every request of its pages to the site itself, and to nobody else'),
  })
  .describe('how sessions and the doctor get into a site that is not open to everybody')
export const Proxies = z
  .record(z.string(), SecretName)
  .refine(
    (proxies) => Object.keys(proxies).every((country) => /^[A-Z]{2}$/.test(country)),
    'expected ISO 3166 two-letter country codes, each with the name of a secret',
  )
  .refine((proxies) => Object.keys(proxies).length <= 50, 'expected at most 50 countries')
  .describe(
    'country -> the secret with the address of the http or https proxy that its visitors come through; the others come from where the browser runs',
  )

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
  access: Access.required(),
  proxies: Proxies,
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
  access: { basicAuth: target.access.basicAuth ?? null, header: target.access.header ?? null },
  proxies: target.proxies,
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
