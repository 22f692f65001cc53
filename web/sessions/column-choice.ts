import { useSyncExternalStore } from 'react'

export const COLUMN_IDS = [
  'outcome',
  'number',
  'device',
  'target',
  'country',
  'referrer',
  'system',
  'reason',
  'steps',
  'attempts',
  'pages',
  'length',
  'began',
] as const
export type ColumnId = (typeof COLUMN_IDS)[number]

const USUAL: ColumnId[] = [
  'outcome',
  'number',
  'device',
  'target',
  'country',
  'referrer',
  'pages',
  'length',
  'began',
]
/** What a phone has room for. */
const FEW: ColumnId[] = ['outcome', 'number', 'device', 'length']
const KEY = 'log-columns'
const CHANGED = 'logcolumnschange'
const narrow = matchMedia('(max-width: 767px)')

/** The columns of a stored list, in the log's own order; undefined where nothing of it is known. */
export function knownColumns(stored: unknown): ColumnId[] | undefined {
  if (!Array.isArray(stored)) return undefined
  const named = COLUMN_IDS.filter((id) => stored.includes(id))
  // Without it no row could be opened.
  return named.length > 0 ? COLUMN_IDS.filter((id) => id === 'number' || named.includes(id)) : undefined
}

const read = () => localStorage.getItem(KEY) ?? (narrow.matches ? FEW : USUAL).join(' ')

function follow(listener: () => void) {
  addEventListener(CHANGED, listener)
  addEventListener('storage', listener)
  narrow.addEventListener('change', listener)
  return () => {
    removeEventListener(CHANGED, listener)
    removeEventListener('storage', listener)
    narrow.removeEventListener('change', listener)
  }
}

/** What the reader wants to see of each session; kept in this browser until it is chosen otherwise. */
export function useColumns() {
  const columns = knownColumns(useSyncExternalStore(follow, read).split(' ')) ?? USUAL
  return { columns, chooseColumns }
}

/** Nothing chosen means the usual ones. */
export function chooseColumns(columns: readonly ColumnId[] | undefined) {
  if (columns) localStorage.setItem(KEY, columns.join(' '))
  else localStorage.removeItem(KEY)
  dispatchEvent(new Event(CHANGED))
}
