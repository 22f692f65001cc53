import type { Burst } from '../client.ts'
import type { BurstSession, Counts } from '../events/burst-progress.ts'
import { OUTCOMES } from '../ui/outcome.tsx'

const of = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

export const sessionsInWords = (count: number) => of(count, 'session')

/** "20 of 30 sessions over: 18 completed, 2 failed, 4 running". */
export function stripName({ sessions, counts }: Pick<Burst, 'sessions' | 'counts'>): string {
  const over = overCount({ sessions, counts })
  const parts = countsInWords(counts)
  const head = `${over} of ${sessionsInWords(sessions)} over`
  return parts ? `${head}: ${parts}` : head
}

/** Without those that still wait: they are what the total leaves. */
export const countsInWords = (counts: Counts) =>
  OUTCOMES.filter((outcome) => outcome !== 'scheduled' && counts[outcome] > 0)
    .map((outcome) => `${counts[outcome]} ${outcome}`)
    .join(', ')

export function devicesInWords(sessions: Pick<BurstSession, 'device'>[]): string {
  return ['desktop', 'mobile', 'tablet']
    .map((device) => ({ device, count: sessions.filter((one) => one.device === device).length }))
    .filter(({ count }) => count > 0)
    .map(({ device, count }) => `${count} ${device}`)
    .join(', ')
}

/** What a burst took so far, its time aside. */
export const costInWords = ({ modelCalls, browserbaseMinutes }: Burst['spent']): string =>
  costs(modelCalls, browserbaseMinutes).join(', ')

/** What a burst took so far. */
export const spentInWords = (spent: Burst['spent']): string =>
  [...(spent.minutes === null ? [] : [`${spent.minutes} min`]), costInWords(spent)].join(', ')

/** What it was expected to take before it began. */
export const expectedInWords = ({
  minutes,
  modelCalls,
  browserbaseMinutes,
}: NonNullable<Burst['estimate']>): string =>
  [`about ${minutes} min`, ...costs(modelCalls, browserbaseMinutes)].join(', ')

const costs = (modelCalls: number, browserbaseMinutes: number) => [
  of(modelCalls, 'question to the model', 'questions to the model'),
  ...(browserbaseMinutes > 0 ? [`${browserbaseMinutes} Browserbase min`] : []),
]

export function strayInWords(count: number): string | undefined {
  if (count === 0) return undefined
  const visits = count === 1 ? 'One visit was' : `${count} visits were`
  const people = count === 1 ? 'one person' : `${count} people`
  return `${visits} cut off after analytics had been sent, then tried again: your analytics shows ${people} more than the log.`
}

const QUARTERS = [25, 50, 75, 100]

/** What a screen reader is told, at each quarter and not at every session. */
export function announcement(burst: Burst, overBefore: number): string | undefined {
  const percent = (over: number) => (over / burst.sessions) * 100
  const over = overCount(burst)
  const passed = QUARTERS.filter((q) => percent(overBefore) < q && percent(over) >= q).at(-1)
  return passed === undefined ? undefined : `${burst.target.name}: ${stripName(burst)}`
}

export const overCount = ({ counts, sessions }: Pick<Burst, 'counts' | 'sessions'>) =>
  sessions - counts.scheduled - counts.running

export const stateInWords = (state: Burst['state']) =>
  ({ scheduled: 'Scheduled', running: 'Running', finished: 'Finished', cancelled: 'Cancelled' })[state]
