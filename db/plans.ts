/** What a plan allows; undefined is without limit. Prices are Stripe's. */
export interface Plan {
  sessionsAMonth?: number
  targets?: number
  members?: number
  retentionDays?: number
}

export const PLAN_NAMES = ['free', 'pro', 'team', 'self-hosted'] as const
export type PlanName = (typeof PLAN_NAMES)[number]

/** The one table of plans. `self-hosted` is what a workspace has where no payments are set up. */
export const PLANS: Record<PlanName, Plan> = {
  free: { sessionsAMonth: 100, targets: 1, members: 2, retentionDays: 7 },
  pro: { sessionsAMonth: 5_000, targets: 5, members: 10, retentionDays: 90 },
  team: { sessionsAMonth: 50_000, targets: 50, retentionDays: 365 },
  'self-hosted': {},
}
