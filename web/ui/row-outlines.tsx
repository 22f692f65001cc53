const ROWS = ['a', 'b', 'c']

/** A list that is being loaded, in the shape it will have. */
export function RowOutlines({ what }: { what: string }) {
  return (
    <div role="status">
      <span className="heard">Loading {what}</span>
      {ROWS.map((row) => (
        <div key={row} className="flex h-14 items-center gap-6 border-b border-line px-2">
          <span className="h-3.5 flex-1 rounded-chip border border-line" />
          <span className="h-3.5 w-24 rounded-chip border border-line" />
          <span className="h-3.5 w-16 rounded-chip border border-line" />
        </div>
      ))}
    </div>
  )
}
