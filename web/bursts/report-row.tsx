import { figuresOf, type ReportRow, testInWords, vendorsInWords } from './report-figures.ts'
import { FigureColumns, FigureTable } from './report-plot.tsx'

const MOST_LINES = 14
const TRUST = { published: 'published', code: 'from code', prior: 'an assumption' }

/** One quantity: what it was compared with and how, and its figures. */
export function ReportLine({ row }: { row: ReportRow }) {
  const { quantity, unit, interval, reference, note } = row
  const figures = figuresOf(row)
  const Shape = figures.length > MOST_LINES ? FigureColumns : FigureTable
  const test = testInWords(row)
  return (
    <li className="grid gap-x-8 gap-y-3 border-t border-line py-4 md:grid-cols-[minmax(0,280px)_minmax(0,1fr)]">
      <div className="grid content-start gap-1">
        <h4 className="font-medium">
          {quantity.charAt(0).toUpperCase()}
          {quantity.slice(1)}
        </h4>
        <p className="text-12 text-ink-3">{unit}</p>
        {test && <p className="text-12 text-ink-2">{test}</p>}
        {interval && (
          <p className="text-12 text-ink-2">
            95 % interval of what was sent: {interval[0]} to {interval[1]}
          </p>
        )}
        {note && <p className="text-12 text-ink-2">{note}</p>}
        {vendorsInWords(row).map((words) => (
          <p key={words} className="text-12 text-ink-2">
            {words}
          </p>
        ))}
        {reference && (
          <p className="text-12 text-ink-3">
            {reference.source} ({TRUST[reference.trust]})
          </p>
        )}
      </div>
      {figures.length > 0 && <Shape figures={figures} quantity={quantity} />}
    </li>
  )
}
