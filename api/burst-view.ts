import { z } from 'zod'
import type { BurstView } from '../db/bursts.ts'
import { OUTCOMES } from '../db/schema/sessions.ts'

export const EstimateAnswer = z.object({
  minutes: z.int().describe('until the last session is over'),
  stepsToLearn: z.int().describe('steps and device classes that the memory does not know yet'),
  modelCalls: z.int().describe('questions to the element model'),
  browserbaseMinutes: z.int().describe('0 where the browsers are our own'),
})

/** A burst as the outside sees it. */
export const BurstAnswer = z.object({
  id: z.uuid(),
  target: z.object({ id: z.uuid(), name: z.string(), origin: z.url() }),
  state: z.enum(['scheduled', 'running', 'finished', 'cancelled']),
  sessions: z.int(),
  counts: z.record(z.enum(OUTCOMES), z.int()),
  reasons: z.array(z.object({ reason: z.string(), count: z.int() })).describe('why sessions failed'),
  strayVisits: z.int(),
  journey: z.array(z.string()),
  pace: z.enum(['natural', 'fast']),
  seed: z.int(),
  modelCalls: z.int().describe('questions put to the element model'),
  estimate: EstimateAnswer.nullable().describe('what was expected before the start'),
  spent: z
    .object({
      minutes: z.number().nullable().describe('from the first session to the last; null while one is open'),
      sessionMinutes: z.number().describe('the lengths of all sessions together'),
      modelCalls: z.int(),
      browserbaseMinutes: z.number(),
    })
    .describe('what it took so far'),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  cancelledAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable().describe('when its last session was over; null while one is open'),
})

/** What its sessions' analytics came to. */
export const BurstReceiptAnswer = z.object({
  ended: z.int().describe('sessions that are over'),
  unrecorded: z.int().describe('those of them that no SDK recorded'),
  sdks: z.array(
    z.object({
      sdk: z.string(),
      sessions: z.int().describe('with an accepted request'),
      left: z.int().describe('sessions whose last word went out'),
      sent: z.int(),
      accepted: z.int(),
      failed: z.int(),
      events: z.record(z.string(), z.int()).describe('the most frequent names'),
    }),
  ),
  warning: z.string().nullable(),
})

export function viewBurst(burst: BurstView) {
  const {
    workspaceId: _w,
    conversationId: _c,
    createdBy: _b,
    request: _r,
    targetId,
    target,
    origin,
    ...rest
  } = burst
  return { ...rest, target: { id: targetId, name: target, origin } }
}
