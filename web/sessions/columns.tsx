import { Link } from '@tanstack/react-router'
import { columnVisibilityFeature, createColumnHelper, tableFeatures } from '@tanstack/react-table'
import type { LogPage } from '../client.ts'
import { countryName } from '../filters/countries.ts'
import { OutcomeMark } from '../ui/outcome.tsx'
import { durationOf, momentOf } from '../ui/time.ts'
import type { ColumnId } from './column-choice.ts'
import { referrerHost } from './names.ts'
import { personaOf } from './persona.ts'

export type LogRow = LogPage['items'][number]

export const features = tableFeatures({ columnVisibilityFeature })
const helper = createColumnHelper<typeof features, LogRow>()

/** How wide a column is at least, in px, and whether it holds figures. */
export const LOOK: Record<ColumnId, { width: number; right?: boolean }> = {
  outcome: { width: 120 },
  number: { width: 84 },
  device: { width: 84 },
  target: { width: 130 },
  country: { width: 130 },
  referrer: { width: 130 },
  system: { width: 100 },
  reason: { width: 220 },
  steps: { width: 64, right: true },
  attempts: { width: 80, right: true },
  pages: { width: 64, right: true },
  length: { width: 104, right: true },
  began: { width: 124, right: true },
}

const cell = (id: ColumnId, header: string, text: (row: LogRow) => string | number | null | undefined) =>
  helper.display({ id, header, cell: ({ row }) => text(row.original) })

export const columns = helper.columns([
  helper.display({
    id: 'outcome',
    header: 'Outcome',
    cell: ({ row }) => <OutcomeMark outcome={row.original.outcome} />,
  }),
  helper.display({
    id: 'number',
    header: 'Session',
    enableHiding: false,
    cell: ({ row }) => <Open row={row.original} />,
  }),
  cell('device', 'Device', (row) => row.device),
  cell('target', 'Target', (row) => row.target),
  cell('country', 'Country', (row) => countryName(row.country)),
  cell('referrer', 'Referrer', (row) => referrerHost(row.referrer)),
  cell('system', 'System', (row) => personaOf(row).os),
  cell('reason', 'Reason', (row) => row.reason),
  cell('steps', 'Steps', (row) => row.stepsDone),
  cell('attempts', 'Attempts', (row) => row.attempts),
  cell('pages', 'Pages', (row) => row.pages),
  cell('length', 'Length', (row) =>
    row.lengthSeconds === null ? '' : durationOf(row.lengthSeconds * 1_000),
  ),
  cell('began', 'Began', (row) => momentOf(row.startedAt ?? row.dueAt)),
])

/** The whole row is the link's. */
function Open({ row }: { row: LogRow }) {
  return (
    <Link
      to="/sessions"
      search={(before) => ({ ...before, s: row.id })}
      aria-label={`Session ${row.number} on ${row.target}, ${row.outcome}`}
      className="font-medium after:absolute after:inset-0"
    >
      {row.number}
    </Link>
  )
}
