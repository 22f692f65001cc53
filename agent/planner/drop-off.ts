import { PlanError } from './plan-error.ts'
import { quota } from './quota.ts'
import { REFERENCES } from './references.ts'

export interface DropOff {
  /** Counts from 1. */
  afterStep: number
  /** Percent of those who reached the step. */
  percent: number
}

/**
 * How many steps each of `sessions` visits takes, by quota, not yet shuffled: `length` means the whole
 * journey, 0 means the landing page only. Neither `conversion` nor `dropOff`: everybody completes.
 */
export function stepsTaken(
  sessions: number,
  length: number,
  {
    conversion,
    dropOff = [],
    bounce,
  }: {
    conversion?: number
    dropOff?: readonly DropOff[] /** Percent who see the landing page only. */
    bounce?: number
  },
): number[] {
  if (conversion !== undefined && dropOff.length > 0)
    throw new PlanError('dropOff', 'give either conversion or dropOff, not both: each decides who finishes')
  const leavers =
    conversion === undefined
      ? byStep(sessions, length, dropOff)
      : bounce === undefined
        ? overall(sessions, length, conversion)
        : afterBounces(sessions, length, conversion, bounce)
  const gone = leavers.reduce((a, b) => a + b, 0)
  return [
    ...leavers.flatMap((count, steps) => Array<number>(count).fill(steps)),
    ...Array<number>(sessions - gone).fill(length),
  ]
}

/** Leavers by number of steps taken, 0 to length - 1. */
function byStep(sessions: number, length: number, dropOff: readonly DropOff[]): number[] {
  const leavers = Array<number>(length).fill(0)
  let left = sessions
  const seen = new Set<number>()
  for (const { afterStep, percent } of [...dropOff].sort((a, b) => a.afterStep - b.afterStep)) {
    if (afterStep >= length) throw new PlanError('dropOff', beyond(afterStep, length))
    if (seen.has(afterStep)) throw new PlanError('dropOff', `afterStep ${afterStep} is given twice`)
    seen.add(afterStep)
    const [leaving = 0] = quota([percent, 100 - percent], left)
    leavers[afterStep] = leaving
    left -= leaving
  }
  return leavers
}

function beyond(afterStep: number, length: number): string {
  const steps = length === 1 ? '1 step' : `${length} steps`
  if (afterStep > length) return `afterStep ${afterStep} is beyond the journey, which has ${steps}`
  return `afterStep ${afterStep} is the journey's last step (it has ${steps}); who took it has finished and can't drop off`
}

const weights = (length: number) =>
  Array.from({ length }, (_, steps) => REFERENCES.leaving.value(steps, length))

/** A funnel that narrows. */
function overall(sessions: number, length: number, conversion: number): number[] {
  const [, leaving = 0] = quota([conversion, 100 - conversion], sessions)
  return quota(weights(length), leaving)
}

/** The same funnel behind a given bounce rate; a journey of one step loses nobody on the way. */
function afterBounces(sessions: number, length: number, conversion: number, bounce: number): number[] {
  const [bounced = 0, rest = 0] = quota([bounce, 100 - bounce - conversion, conversion], sessions)
  if (length === 1) return [bounced + rest]
  return [bounced, ...quota(weights(length - 1), rest)]
}
