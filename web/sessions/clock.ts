import { durationOf } from '../ui/time.ts'

/** Says so when a visit's times are those of its own clock; nothing for a visit in real time. */
export function clockInWords({ clock }: Record<string, unknown>): string | undefined {
  if (typeof clock !== 'object' || clock === null || !('own' in clock) || clock.own !== true) return undefined
  const took = 'tookMs' in clock && typeof clock.tookMs === 'number' ? ` in ${durationOf(clock.tookMs)}` : ''
  return `its own: the time the site saw go by${took}`
}
