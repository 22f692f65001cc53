import { expect, test } from 'vitest'
import { nextStep } from '../../web/targets/next-step.ts'
import { requestFor } from '../../web/targets/request.ts'

type Doctor = Parameters<typeof nextStep>[1]
const report = { sdks: [], banners: [], pages: [], suggestions: [], notes: [] }
const waiting = {
  host: 'cdn.example:443',
  vendor: null,
  allowed: false,
  decidedBy: 'rule',
  seenAt: '',
} as const
const never: Doctor = { state: 'never', report: null, thirdParties: [] }
const done: Doctor & { report: object } = { state: 'done', report, thirdParties: [] }
const posthog = {
  sdk: 'posthog',
  name: 'PostHog',
  version: null,
  seenBy: [],
  requests: 0,
  accepted: 0,
  problems: [],
}
const stepOf = (doctor: Doctor, { verified = true, manages = true } = {}) =>
  nextStep({ verified }, doctor, manages)

test('a site is proven before anything else, then inspected, and while that lasts nothing is to be done', () => {
  expect(stepOf(never, { verified: false })).toEqual({ step: 'prove' })
  expect(stepOf(never)).toEqual({ step: 'inspect' })
  expect(stepOf({ ...never, state: 'failed' })).toEqual({ step: 'inspect' })
  expect(stepOf({ ...never, state: 'waiting' })).toEqual({ step: 'wait' })
  expect(stepOf({ ...done, state: 'running' })).toEqual({ step: 'wait' })
})

test('hosts that nobody decided on come before sessions, for those who may decide', () => {
  const refused = { ...waiting, host: 'ads.example:443', decidedBy: 'owner' as const }
  const doctor = { ...done, thirdParties: [waiting, refused] }
  expect(stepOf(doctor)).toEqual({ step: 'decide', hosts: 1 })
  expect(stepOf(doctor, { manages: false })).toEqual({ step: 'run', dropping: [] })
  expect(stepOf({ ...done, thirdParties: [refused] })).toEqual({ step: 'run', dropping: [] })
})

test('a later visit that failed leaves what an earlier one found, and SDKs that drop are named', () => {
  const sdks = [
    { ...posthog, verdict: 'drops' as const },
    { ...posthog, sdk: 'ga4', name: 'Google Analytics 4', verdict: 'records' as const },
  ]
  expect(stepOf({ ...done, state: 'failed', report: { ...report, sdks } })).toEqual({
    step: 'run',
    dropping: ['PostHog'],
  })
})

test('a suggested journey becomes a sentence', () => {
  expect(requestFor('Shop', 'open features > open pricing > sign up')).toBe(
    'Run 10 sessions on Shop: open features, then open pricing, then sign up',
  )
  expect(requestFor('Shop')).toBe('Run 10 sessions on Shop')
})
