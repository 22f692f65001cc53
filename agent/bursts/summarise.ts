import type { BurstView } from '../../db/bursts.ts'
import { type Report, summary } from '../realism/report.ts'

/** A report in a few sentences, for a chat. */
export function summarise({ id, target }: Pick<BurstView, 'id' | 'target'>, report: Report): string {
  const seen = report.vendors.map(({ vendor, people }) => `${vendor} ${people}`)
  const vendors = seen.length > 0 ? ` Visitors that each vendor counts: ${seen.join(', ')}.` : ''
  return `Burst ${id} on ${target}. ${summary(report)}${vendors} The whole report: /api/bursts/${id}/report`
}
