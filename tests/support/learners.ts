import type { Browser, Generate } from '../../agent/browser/port.ts'
import { offlineGenerate } from '../../agent/model/offline/elements/generate.ts'
import { planBurst } from '../../agent/planner/plan-burst.ts'
import { type StepResult, takeStep } from '../../agent/runner/step.ts'
import { type Db, newId } from '../../db/client.ts'
import type { LearningSite } from './learning-site.ts'

export interface Learners {
  /** One or more runners: each with its own browser and its own connection. */
  runners: { browser: Browser; db: Db }[]
  site: LearningSite
  workspaceId: string
  targetId: string
  generate?: Generate
}
export interface Learnt {
  ok: boolean
  device: string
  modelCalls: number
  steps: StepResult[]
}

/** Sends planned visitors, mixed devices and campaigns, through a journey with the memory; without their dwell. */
export async function sendVisitors(
  learners: Learners,
  request: { sessions: number; journey: string[]; seed: number; atOnce: number; from?: number },
): Promise<Learnt[]> {
  const { sessions, journey, seed } = request
  const planned = planBurst({
    ...{
      sessions,
      journey,
      seed,
      windowMs: 0,
      pace: 'fast',
      devices: { desktop: 50, mobile: 40, tablet: 10 },
    },
  })
  const waiting = planned.entries()
  const results: Learnt[] = []
  const work = async () => {
    for (const [index, plan] of waiting) {
      const runner = learners.runners[index % learners.runners.length]
      if (runner) results.push(await visit(learners, runner, plan, { journey, index }))
    }
  }
  await Promise.all(Array.from({ length: request.atOnce }, work))
  return results
}

async function visit(
  { site, workspaceId, targetId, generate = offlineGenerate }: Learners,
  { browser, db }: Learners['runners'][number],
  { persona }: ReturnType<typeof planBurst>[number],
  { journey, index }: { journey: string[]; index: number },
): Promise<Learnt> {
  const { identity } = persona
  const signal = new AbortController().signal
  const visitor = await browser.open({ identity, allow: [site.host], generate, signal })
  const steps: StepResult[] = []
  try {
    await visitor.goto(`${site.origin}/?utm_source=campaign${index % 7}&utm_term=${newId()}#top`)
    const variables = { ...persona.variables }
    const context = {
      db,
      visitor,
      workspaceId,
      targetId,
      device: identity.device,
      variables,
      sessionId: newId(),
    }
    for (const step of journey) {
      steps.push(await takeStep(context, step))
      if (!steps.at(-1)?.ok) break
    }
  } finally {
    await visitor.abort()
  }
  const ok = steps.length === journey.length && steps.every((step) => step.ok)
  return {
    ok,
    device: identity.device,
    steps,
    modelCalls: steps.reduce((sum, step) => sum + step.modelCalls, 0),
  }
}
