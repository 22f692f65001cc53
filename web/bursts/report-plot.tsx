import { type Figure, mostOf } from './report-figures.ts'

const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })
const said = (value: number | null) => (value === null ? '' : number.format(value))
const spanOf = ([low, high]: readonly [number, number]) =>
  low === high ? number.format(low) : `${number.format(low)} to ${number.format(high)}`

const COLUMNS = ['Asked', 'Sent', 'Reference']

/** What was asked, sent and is known, side by side: a bar for what was sent, marks for the other two. */
export function FigureTable({ figures, quantity }: { figures: Figure[]; quantity: string }) {
  const most = mostOf(figures)
  return (
    <table className="w-full text-left">
      <caption className="heard">{quantity}</caption>
      <thead>
        <tr className="border-b border-line">
          <th scope="col" className="label h-7 w-24">
            <span className="heard">Part</span>
          </th>
          <td className="max-md:hidden" />
          {COLUMNS.map((name) => (
            <th key={name} scope="col" className="label w-20 pl-2 text-right">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => (
          <tr key={figure.name} className="h-7">
            <th scope="row" className="truncate pr-2 font-normal">
              {figure.name}
            </th>
            <td className="max-md:hidden">
              <Bar figure={figure} most={most} />
            </td>
            <td className="pl-2 text-right text-ink-2">{said(figure.asked)}</td>
            <td className="pl-2 text-right font-medium">{said(figure.sent)}</td>
            <td className="pl-2 text-right whitespace-nowrap text-ink-2">
              {figure.reference && spanOf(figure.reference)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Bar({ figure: { asked, sent, reference }, most }: { figure: Figure; most: number }) {
  const at = (value: number) => `${(value / most) * 100}%`
  return (
    <span aria-hidden className="relative block h-3.5 bg-well">
      <span className="absolute inset-y-[3px] left-0 rounded-r-bar bg-ink" style={{ width: at(sent ?? 0) }} />
      {reference && (
        <span
          className="absolute inset-y-0 min-w-0.5 bg-series-desktop outline-1 outline-ground"
          style={{ left: at(reference[0]), width: at(reference[1] - reference[0]) }}
        />
      )}
      {asked !== null && (
        <span
          className="absolute -inset-y-px left-0 border-r-2 border-series-mobile"
          style={{ width: at(asked) }}
        />
      )}
    </span>
  )
}

/** Many parts in a row, such as hours: columns, and the numbers for whoever opens them. */
export function FigureColumns({ figures, quantity }: { figures: Figure[]; quantity: string }) {
  const most = mostOf(figures)
  const at = (value: number | null) => `${((value ?? 0) / most) * 100}%`
  return (
    <div className="grid gap-1">
      <div aria-hidden className="flex h-24 items-stretch gap-[3px] border-b border-line-2">
        {figures.map(({ name, asked, sent, reference }) => (
          <span key={name} className="relative flex-1" title={`${name}: ${said(sent)}`}>
            <span className="absolute inset-x-0 bottom-0 rounded-t-bar bg-ink" style={{ height: at(sent) }} />
            {reference && (
              <span
                className="absolute inset-x-0 bottom-0 border-t-2 border-series-desktop"
                style={{ height: at(reference[0]) }}
              />
            )}
            {asked !== null && (
              <span
                className="absolute inset-x-0 bottom-0 border-t-2 border-series-mobile"
                style={{ height: at(asked) }}
              />
            )}
          </span>
        ))}
      </div>
      <p aria-hidden className="flex justify-between text-12 text-ink-3">
        <span>{figures[0]?.name}</span>
        <span>{figures[Math.floor(figures.length / 2)]?.name}</span>
        <span>{figures.at(-1)?.name}</span>
      </p>
      <details>
        <summary className="w-fit cursor-pointer text-ink-2 hover:text-ink">The numbers</summary>
        <FigureTable figures={figures} quantity={quantity} />
      </details>
    </div>
  )
}
