import type { TargetDetail, TargetDoctor } from '../client.ts'
import { isOpen, undecided } from './doctor-state.ts'

export type NextStep =
  | { step: 'prove' | 'wait' | 'inspect' }
  | { step: 'decide'; hosts: number }
  | { step: 'run'; dropping: string[] }

/** The one thing to do next. What only others may do is no step of a member's, except to have the site proven. */
export function nextStep(
  { verified }: Pick<TargetDetail, 'verified'>,
  doctor: Pick<TargetDoctor, 'state' | 'report' | 'thirdParties'>,
  manages: boolean,
): NextStep {
  if (!verified) return { step: 'prove' }
  if (isOpen(doctor)) return { step: 'wait' }
  if (!doctor.report) return { step: 'inspect' }
  const hosts = undecided(doctor).length
  if (hosts > 0 && manages) return { step: 'decide', hosts }
  const dropping = doctor.report.sdks.filter(({ verdict }) => verdict === 'drops')
  return { step: 'run', dropping: dropping.map(({ name }) => name) }
}
