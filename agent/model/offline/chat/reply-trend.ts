import { record, text } from './memory.ts'
import { showLength, showTime } from './time.ts'

type Row = Record<string, unknown>

const WORDS: Record<string, string> = {
  sessions: 'Sessions',
  medianLength: 'The median session length',
  completionRate: 'The completion rate',
  bounceRate: 'The bounce rate',
  pages: 'Pages viewed',
  events: 'Analytics events sent',
}
/** Points that a table shows; the last ones, for they are the newest. */
const MOST_ROWS = 14

const rows = (value: unknown): Row[] => (Array.isArray(value) ? value.map(record) : [])

/** A figure over time as a sentence and a small table, with the way to its sessions. */
export function aboutTrend(answer: Row, zone: string): string {
  const series = rows(answer.series)
  const unit = text(answer.unit) ?? ''
  const what = WORDS[text(answer.metric) ?? ''] ?? 'The figure'
  const [from, to] = [text(answer.from) ?? '', text(answer.to) ?? '']
  const range = `from ${showTime(from, zone)} to ${showTime(to, zone)} (${zone})`
  const link = text(answer.link) ? `\n\n[Open in the log](${text(answer.link)})` : ''
  if (!series.some((one) => Number(one.sessions) > 0))
    return `There is no session to tell from, ${range}.${link}`
  const near = answer.precision === 'within 1%' ? ' Medians of so many sessions are within 1%.' : ''
  const [only] = series
  const grouped = text(answer.groupBy)
  if (!grouped && only)
    return `${what}: ${figure(only.value, unit)} ${range}; ${figure(only.previous, unit)} in the range before.${near}${overTime(only, zone, unit)}${link}`
  const said = series.slice(0, 4).map((one) => `${figure(one.value, unit)} for ${String(one.group)}`)
  // Of sessions, the figure is their number already.
  const counted = text(answer.metric) === 'sessions' ? [] : ['sessions']
  const heads = [grouped ?? 'all', headOf(unit), `${headOf(unit)} in the range before`, ...counted]
  const table = [
    heads,
    heads.map(() => '---'),
    ...series.map((one) => [
      ...[cell(one.group), shown(one.value, unit), shown(one.previous, unit)],
      ...counted.map(() => shown(one.sessions)),
    ]),
  ].map((cells) => `| ${cells.join(' | ')} |`)
  return `${what}: ${listed(said)}, ${range}.${near}\n\n${table.join('\n')}${link}`
}

function overTime(series: Row, zone: string, unit: string): string {
  const points = rows(series.points)
  if (points.length < 2) return ''
  const last = points.slice(-MOST_ROWS)
  const table = last.map(
    (point) => `| ${showTime(text(point.at) ?? '', zone)} | ${shown(point.value, unit)} |`,
  )
  const some = last.length < points.length ? ` The last ${last.length} of ${points.length} steps:` : ''
  return `${some}\n\n| from | ${headOf(unit)} |\n| --- | --- |\n${table.join('\n')}`
}

const headOf = (unit: string) => (unit === 'seconds' ? 'length' : unit)
const shown = (value: unknown, unit?: string) =>
  typeof value !== 'number' ? 'none' : unit === 'seconds' ? showLength(value) : String(value)
const cell = (value: unknown) => String(value ?? '').replace(/[|\n]/g, ' ')

function figure(value: unknown, unit: string): string {
  if (typeof value !== 'number') return 'none'
  if (unit === 'seconds') return showLength(value)
  return unit === 'percent' ? `${value}%` : `${value} ${value === 1 ? unit.replace(/s$/, '') : unit}`
}

const listed = (parts: string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
