import { useTable } from '@tanstack/react-table'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { cls } from '../ui/class.ts'
import { ScrollRegion } from '../ui/scroll-region.tsx'
import { COLUMN_IDS, type ColumnId, useColumns } from './column-choice.ts'
import { columns as defined, features, LOOK, type LogRow } from './columns.tsx'
import { useGridKeys } from './use-grid-keys.ts'

const HEAD = 32
const OVERSCAN = 8
/** Rows that are still ahead when the next page is asked for. */
const AHEAD = 80
const coarse = matchMedia('(pointer: coarse)')

interface Props {
  rows: LogRow[]
  /** How many there are in all, as far as is known. */
  total: number
  /** The rows change as a whole: back to the top. */
  view: string
  onNearEnd: () => void
  end: ReactNode
}

/** The log as a table that holds in the page no more rows than are seen. */
export function LogGrid({ rows, total, view, onNearEnd, end }: Props) {
  const { columns } = useColumns()
  const columnVisibility = useMemo(
    () => Object.fromEntries(COLUMN_IDS.map((id) => [id, columns.includes(id)])),
    [columns],
  )
  const table = useTable({
    features,
    columns: defined,
    data: rows,
    getRowId: (row) => row.id,
    state: { columnVisibility },
  })
  const region = useRef<HTMLDivElement>(null)
  const keys = useGridKeys(region, rows.length)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => region.current,
    estimateSize: () => (coarse.matches ? 44 : 32),
    getItemKey: (at) => rows[at]?.id ?? at,
    overscan: OVERSCAN,
    scrollPaddingStart: HEAD,
    // The row in focus stays in the page, or its focus would be lost.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), ...keys.kept(range.count)])].toSorted((a, b) => a - b),
  })
  keys.scrollTo.current = (at) => virtual.scrollToIndex(at)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view begins at its top
  useEffect(() => void region.current?.scrollTo({ top: 0 }), [view])
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - AHEAD) onNearEnd()
  }, [last, rows.length, onNearEnd])
  const model = table.getRowModel().rows
  const width = columns.reduce((sum, id) => sum + LOOK[id].width, 0)
  let reached = 0
  return (
    <ScrollRegion
      ref={region}
      label="The log"
      className="min-h-0 flex-1 overflow-auto border-t border-line [overflow-anchor:none] outline-offset-[-2px]"
    >
      <table
        aria-rowcount={total + 1}
        className="w-full table-fixed text-left whitespace-nowrap"
        style={{ minWidth: width }}
      >
        <thead>
          <tr aria-rowindex={1} className="sticky top-0 z-10 bg-ground">
            {table.getHeaderGroups()[0]?.headers.map((header) => {
              const look = LOOK[header.column.id as ColumnId]
              return (
                <th
                  key={header.id}
                  scope="col"
                  style={{ width: look.width }}
                  className={cls(
                    'label h-8 border-b border-line px-2 first:pl-4 last:pr-4 md:first:pl-8 md:last:pr-8',
                    look.right && 'text-right',
                  )}
                >
                  <table.FlexRender header={header} />
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {items.map(({ index, start, end: bottom, key }) => {
            const row = model[index]
            const gap = start - reached
            reached = bottom
            return row
              ? [
                  gap > 0 && <Gap key={`before ${key}`} height={gap} />,
                  <tr
                    key={key}
                    data-index={index}
                    aria-rowindex={index + 2}
                    onFocus={() => keys.focused(index)}
                    className="relative h-8 touch:h-11 hover:bg-sheet has-focus-visible:bg-sheet"
                  >
                    {row.getVisibleCells().map((cell) => (
                      <td
                        key={cell.id}
                        className={cls(
                          'truncate border-b border-line px-2 first:pl-4 last:pr-4 md:first:pl-8 md:last:pr-8',
                          LOOK[cell.column.id as ColumnId].right && 'text-right',
                        )}
                      >
                        <table.FlexRender cell={cell} />
                      </td>
                    ))}
                  </tr>,
                ]
              : null
          })}
          {virtual.getTotalSize() > reached && <Gap height={virtual.getTotalSize() - reached} />}
        </tbody>
      </table>
      {end}
    </ScrollRegion>
  )
}

/** Rows that are not in the page. */
const Gap = ({ height }: { height: number }) => (
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without a cell's content takes no focus
  <tr aria-hidden="true">
    <td style={{ height }} />
  </tr>
)
