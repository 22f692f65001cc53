import type { BurstPlan } from '../../client.ts'
import { cls } from '../../ui/class.ts'

const MOST_BARS = 120
const TALL: Record<string, string> = { desktop: 'h-7', tablet: 'h-5.5', mobile: 'h-4.5' }

/** The strip before anything runs: one outline per session, tall for desktop, short for mobile. */
export function PlanStrip({ plan }: { plan: BurstPlan }) {
  const bars = Object.entries(plan.devices).flatMap(([device, count]) => Array<string>(count).fill(device))
  if (bars.length > MOST_BARS) return null
  return (
    <div className="flex flex-wrap items-end gap-[3px]" aria-hidden>
      {mixed(bars).map((device, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a drawing that never changes
          key={index}
          className={cls('w-[5px] rounded-bar border border-line-2', TALL[device])}
        />
      ))}
    </div>
  )
}

/** Spread evenly and always alike: which session gets which device is decided when the burst starts. */
const mixed = (bars: string[]) =>
  bars
    .map((device, index) => ({ device, at: (index * 0.618_034) % 1 }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ device }) => device)
