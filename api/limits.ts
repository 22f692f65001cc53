const MINUTE = 60
const QUARTER = 15 * MINUTE

/** A minute's requests of one person and of a whole workspace, by what they cost us. */
const REQUESTS = {
  read: { user: 1_200, workspace: 12_000 },
  write: { user: 240, workspace: 2_400 },
  /** Each may be a mail to somebody. */
  invite: { user: 5, workspace: 10 },
  /** A reply by a model. */
  turn: { user: 20, workspace: 200 },
  /** Up to 10,000 sessions each. */
  burst: { user: 20, workspace: 100 },
  /** The whole log, if nothing narrows it. */
  export: { user: 20, workspace: 60 },
} as const
export type Kind = keyof typeof REQUESTS

/** Tries at signing in within a quarter of an hour, on one account and from one address. */
const SIGN_INS = { account: 10, address: 100 } as const

export interface Limits {
  requests: Record<Kind, { user: number; workspace: number }>
  signIns: { account: number; address: number }
  seconds: { requests: number; signIns: number }
}

/** `generous` for one's own machine: ten times the requests; sign-ins are as easily guessed there as elsewhere. */
export function limits({ generous }: { generous: boolean }): Limits {
  const factor = generous ? 10 : 1
  const requests = Object.fromEntries(
    Object.entries(REQUESTS).map(([kind, { user, workspace }]) => [
      kind,
      { user: user * factor, workspace: workspace * factor },
    ]),
  ) as Limits['requests']
  return { requests, signIns: SIGN_INS, seconds: { requests: MINUTE, signIns: QUARTER } }
}
