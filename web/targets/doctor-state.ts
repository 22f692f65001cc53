import type { TargetDoctor } from '../client.ts'

/** What one visit found. */
export type SiteReport = NonNullable<TargetDoctor['report']>

/** A visit is asked for or under way. */
export const isOpen = ({ state }: Pick<TargetDoctor, 'state'>) => state === 'waiting' || state === 'running'

/** Hosts that nobody has said anything about, and that sessions may not reach until somebody does. */
export const undecided = ({ thirdParties }: Pick<TargetDoctor, 'thirdParties'>) =>
  thirdParties.filter(({ allowed, decidedBy }) => !allowed && decidedBy === 'rule')
