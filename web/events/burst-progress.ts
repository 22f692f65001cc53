import type { Burst } from '../client.ts'

export type Outcome = keyof Burst['counts']
export type Counts = Burst['counts']

/** One session of a burst, as far as following its progress needs it. */
export interface BurstSession {
  session: string
  number: number
  device: string
  outcome: Outcome
  stepsDone: number
}

/** What `['burst', id]` holds in the cache. No sessions where there are too many to tell of each. */
export interface BurstProgress {
  burst: Burst
  sessions: BurstSession[]
}

/** What the event stream says of a burst: all of it, then what changed, then its end. */
export type BurstMessage =
  | { type: 'snapshot'; burst: Burst; sessions?: BurstSession[] }
  | { type: 'patch'; sessions: SessionChange[]; counts: Counts; state: Burst['state'] }
  | { type: 'end'; burst: Burst }

export interface SessionChange {
  session: string
  number: number
  outcome: Outcome
  stepsDone?: number
  reason?: string
}

/** The next state of a burst. A message that comes twice changes nothing the second time. */
export function nextProgress(
  before: BurstProgress | undefined,
  message: BurstMessage,
): BurstProgress | undefined {
  switch (message.type) {
    case 'snapshot':
      return {
        burst: message.burst,
        sessions: whole(message.sessions ?? before?.sessions ?? [], message.burst),
      }
    case 'patch':
      return before && patched(before, message)
    case 'end':
      return { burst: message.burst, sessions: settled(before?.sessions ?? [], message.burst.state) }
  }
}

function patched(
  { burst, sessions }: BurstProgress,
  patch: Extract<BurstMessage, { type: 'patch' }>,
): BurstProgress {
  const changes = new Map(patch.sessions.map((change) => [change.session, change]))
  const moved = sessions.map((one) => {
    const change = changes.get(one.session)
    return change ? { ...one, outcome: change.outcome, stepsDone: stepsAfter(one, change) } : one
  })
  return {
    burst: {
      ...burst,
      counts: patch.counts,
      state: patch.state,
      reasons: patch.sessions.reduce(
        (reasons, change) => (isNews(sessions, change) ? withReason(reasons, change.reason) : reasons),
        burst.reasons,
      ),
    },
    sessions: settled(moved, patch.state),
  }
}

/** A session that was given back starts over, and says so by leaving its steps out. */
const stepsAfter = (one: BurstSession, change: SessionChange) =>
  change.stepsDone ?? (isOpen(change.outcome) ? 0 : one.stepsDone)

const isNews = (sessions: BurstSession[], change: SessionChange) =>
  sessions.find((one) => one.session === change.session)?.outcome !== change.outcome

function withReason(reasons: Burst['reasons'], reason: string | undefined): Burst['reasons'] {
  if (!reason) return reasons
  if (!reasons.some((one) => one.reason === reason)) return [...reasons, { reason, count: 1 }]
  return reasons.map((one) => (one.reason === reason ? { reason, count: one.count + 1 } : one))
}

/** Cancelling ends all that was open at once, without a word about each. */
function settled(sessions: BurstSession[], state: Burst['state']): BurstSession[] {
  if (state !== 'cancelled') return sessions
  return sessions.map((one) => (isOpen(one.outcome) ? { ...one, outcome: 'cancelled' } : one))
}

export const isOpen = (outcome: Outcome) => outcome === 'scheduled' || outcome === 'running'

/** A snapshot tells of the first sessions only when there are too many: a part is not to be drawn as the whole. */
const whole = (sessions: BurstSession[], burst: Burst) =>
  sessions.length === burst.sessions ? sessions.toSorted((a, b) => a.number - b.number) : []
