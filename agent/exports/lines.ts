import type { ExportRow } from '../../db/export-rows.ts'
import type { ExportFormat } from '../../db/schema/exports.ts'

type Value = string | number | boolean | Date | null
interface Column {
  name: keyof ExportRow
  /** The value is the text of a JSON value. */
  json?: true
}

const COLUMNS: Column[] = [
  { name: 'id' },
  { name: 'burstId' },
  { name: 'number' },
  { name: 'target' },
  { name: 'outcome' },
  { name: 'reason' },
  { name: 'device' },
  { name: 'country' },
  { name: 'referrer' },
  { name: 'dueAt' },
  { name: 'startedAt' },
  { name: 'endedAt' },
  { name: 'lengthSeconds' },
  { name: 'pages' },
  { name: 'events' },
  { name: 'stepsDone' },
  { name: 'stepsPlanned' },
  { name: 'attempts' },
  { name: 'strayVisits' },
  { name: 'screenshot' },
  { name: 'createdAt' },
  { name: 'sent', json: true },
  { name: 'accepted', json: true },
  { name: 'persona', json: true },
  { name: 'metadata', json: true },
]

/** What stands before the rows. */
export const heading = (format: ExportFormat): string =>
  format === 'csv' ? `${COLUMNS.map(({ name }) => name).join(',')}\r\n` : ''

/** A row with its line end: RFC 4180, or one JSON object. */
export function line(format: ExportFormat, row: ExportRow): string {
  if (format === 'csv') return `${COLUMNS.map(({ name }) => cell(row[name])).join(',')}\r\n`
  const fields = COLUMNS.map(
    ({ name, json }) => `"${name}":${json ? (row[name] ?? 'null') : JSON.stringify(row[name])}`,
  )
  return `{${fields.join(',')}}\n`
}

/** What a spreadsheet would take for a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/** Text from a site must not act in a spreadsheet: an apostrophe in front makes it text there too. */
export function cell(value: Value): string {
  if (value === null) return ''
  if (value instanceof Date) return value.toISOString()
  if (typeof value !== 'string') return String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  // Where a list's separator is ; or a tab, what follows one would be a cell of its own.
  return /[",;\t\r\n']|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
