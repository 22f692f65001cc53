import type { Burst } from '../client.ts'

export type Outcome = keyof Burst['counts']
export type Counts = Record<Outcome, number>

/** One session of a burst, as far as following its progress needs it. */
export interface BurstSession {
  session: string
  number: number
  device: string
  outcome: Outcome
  stepsDone: number
}

/** A burst and where each of its sessions stands; the sessions are empty when there are too many to draw one by one. */
export interface Progress {
  burst: Burst
  sessions: BurstSession[]
}

/** What is over first, best first: the order of counts in words and of a strip without single sessions. */
export const OUTCOMES: readonly Outcome[] = [
  'completed',
  'dropped',
  'bounced',
  'failed',
  'cancelled',
  'running',
  'scheduled',
]

export const isOpen = (outcome: Outcome) => outcome === 'scheduled' || outcome === 'running'

export const overCount = ({ counts, sessions }: Pick<Burst, 'counts' | 'sessions'>) =>
  sessions - counts.scheduled - counts.running
