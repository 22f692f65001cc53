import { z } from 'zod'
import type { Doctor } from '../db/doctor.ts'
import { LABEL } from '../db/label.ts'
import { LABEL_FILTERS } from './label-filters.ts'
import { Consent } from './target-view.ts'

const Problem = z.object({
  code: z.string(),
  why: z.string(),
  fix: z.string(),
})
const SdkAnswer = z.object({
  sdk: z.string(),
  name: z.string(),
  version: z.string().nullable(),
  seenBy: z.array(z.string()).describe('global, script, storage, request'),
  requests: z.int().describe('requests with events during the visit'),
  accepted: z.int().describe('those answered with 2xx'),
  verdict: z.enum(['records', 'drops', 'unsure']),
  problems: z.array(Problem),
})
const Banner = z.object({
  vendor: z.string(),
  visible: z.boolean(),
  answers: z.array(z.enum(['accept', 'decline'])),
  fix: z.string(),
})
const SurveyedPage = z.object({
  path: z.string(),
  title: z.string(),
  headings: z.array(z.string()),
  actions: z.array(z.string()),
  forms: z.array(z.object({ fields: z.array(z.string()), submit: z.string().nullable() })),
})
const Report = z.object({
  sdks: z.array(SdkAnswer),
  banners: z.array(Banner),
  pages: z.array(SurveyedPage),
  suggestions: z.array(z.string()).describe('journeys worth a try'),
  notes: z.array(z.string()),
})
/** What the doctor knows of a target. */
export const DoctorAnswer = z.object({
  target: z.object({ id: z.uuid(), name: z.string(), origin: z.url() }),
  state: z.enum(['never', 'waiting', 'running', 'done', 'failed']).describe('of the newest inspection'),
  requestedAt: z.iso.datetime().nullable(),
  reason: z.string().nullable().describe('why the newest one failed'),
  inspectedAt: z.iso.datetime().nullable(),
  report: Report.nullable().describe('of the newest inspection that was done'),
  thirdParties: z
    .array(
      z.object({
        host: z.string(),
        vendor: z.string().nullable(),
        allowed: z.boolean(),
        decidedBy: z.enum(['rule', 'owner']),
        seenAt: z.iso.datetime(),
      }),
    )
    .describe('hosts that its pages ask for; sessions reach its origin and the allowed ones'),
  label: z.object({
    on: z.boolean(),
    agent: z.string(),
    property: z.string(),
    value: z.string(),
    filters: z
      .array(z.object({ vendor: z.string(), how: z.string(), filter: z.string() }))
      .describe('leave labelled sessions out'),
  }),
  consent: Consent,
})

export function viewDoctor({ target, ...rest }: Doctor) {
  return {
    ...rest,
    target: { id: target.id, name: target.name, origin: target.origin },
    consent: target.consent,
    label: { on: target.label, ...LABEL, filters: [...LABEL_FILTERS] },
  }
}

const MAX_HOSTS = 100

/** What of it the owner decides. */
export const HostsChange = z
  .object({
    hosts: z
      .record(z.string().max(300), z.boolean())
      .refine((hosts) => Object.keys(hosts).length <= MAX_HOSTS, `expected at most ${MAX_HOSTS} hosts`)
      .describe('host:port of a third party -> whether sessions may reach it'),
  })
  .strict()
