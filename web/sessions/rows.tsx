import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import type { LogPage } from '../client.ts'
import { cls } from '../ui/class.ts'
import { OutcomeMark } from '../ui/outcome.tsx'
import { durationOf, momentOf } from '../ui/time.ts'
import { useRowKeys } from '../ui/use-row-keys.ts'
import { countryName, referrerHost } from './names.ts'

type Row = LogPage['items'][number]

const WIDE = 'hidden md:table-cell'
const WIDER = 'hidden lg:table-cell'
const COLUMNS: [name: string, className?: string][] = [
  ['Outcome'],
  ['Session'],
  ['Device'],
  ['Target', WIDER],
  ['Country', WIDE],
  ['Referrer', WIDER],
  ['Pages', cls(WIDE, 'text-right')],
  ['Length', 'text-right'],
  ['Began', cls(WIDE, 'text-right')],
]

/** The log as a table; the whole row opens its session. */
export function LogRows({ rows }: { rows: Row[] }) {
  const table = useRef<HTMLTableElement>(null)
  useRowKeys(table)
  return (
    <table ref={table} className="w-full text-left whitespace-nowrap">
      <thead>
        <tr className="border-b border-line">
          {COLUMNS.map(([name, className]) => (
            <th key={name} scope="col" className={cls('label h-8 pr-4 last:pr-2', className)}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <LogRow key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function LogRow({ row }: { row: Row }) {
  const began = row.startedAt ?? row.dueAt
  return (
    <tr className="relative h-8 touch:h-11 border-b border-line hover:bg-sheet has-focus-visible:bg-sheet">
      <td className="pr-4">
        <OutcomeMark outcome={row.outcome} />
      </td>
      <td className="pr-4">
        <Link
          to="/sessions"
          search={(before) => ({ ...before, s: row.id })}
          aria-label={`Session ${row.number} on ${row.target}, ${row.outcome}`}
          className="font-medium after:absolute after:inset-0"
        >
          {row.number}
        </Link>
      </td>
      <td className="pr-4 text-ink-2">{row.device}</td>
      <td className={cls(WIDER, 'pr-4')}>{row.target}</td>
      <td className={cls(WIDE, 'pr-4 text-ink-2')}>{countryName(row.country)}</td>
      <td className={cls(WIDER, 'max-w-[180px] truncate pr-4 text-ink-2')}>{referrerHost(row.referrer)}</td>
      <td className={cls(WIDE, 'pr-4 text-right')}>{row.pages}</td>
      <td className="pr-2 text-right md:pr-4">
        {row.lengthSeconds !== null && durationOf(row.lengthSeconds * 1_000)}
      </td>
      <td className={cls(WIDE, 'pr-2 text-right text-ink-2')}>{momentOf(began)}</td>
    </tr>
  )
}
