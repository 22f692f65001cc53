import type { Target } from '../../db/targets.ts'
import type { PlannedSession } from '../planner/plan.ts'

/** Where sessions come from as their network address has it. */
export interface SeenFrom {
  /** Country -> sessions that come through its proxy. */
  proxies: Record<string, number>
  /** Sessions that come from where the browser runs, whatever their country. */
  elsewhere: number
}

export function seenFrom({ proxies }: Pick<Target, 'proxies'>, planned: readonly PlannedSession[]): SeenFrom {
  const seen: SeenFrom = { proxies: {}, elsewhere: 0 }
  for (const { persona } of planned) {
    const { country } = persona
    if (proxies[country] === undefined) seen.elsewhere += 1
    else seen.proxies[country] = (seen.proxies[country] ?? 0) + 1
  }
  return seen
}

/** The same in a sentence. */
export function seenFromInWords({ proxies, elsewhere }: SeenFrom): string {
  const served = Object.entries(proxies).map(([country, count]) => `${count} in ${country} by its proxy`)
  const here =
    elsewhere > 0 ? [`${elsewhere} where this runs, as the target has no proxy for their countries`] : []
  return `Analytics that go by network address see ${[...served, ...here].join(', ')}.`
}
