import type { Filters } from '../filters/filters.ts'
import { timeInWords } from '../filters/spans.ts'
import { TimeFilter } from '../filters/time-filter.tsx'
import { Choice } from '../ui/choice.tsx'
import { RANGE_NAMES, RANGES, type Range, USUAL_RANGE } from './range.ts'

interface Props {
  range: Range | undefined
  filters: Filters
  onRange: (range: Range) => void
  onTime: (time: Pick<Filters, 'from' | 'to'>) => void
}

/** A usual range, or two ends of one's own, which go before it. */
export function RangePick({ range, filters, onRange, onTime }: Props) {
  return (
    <>
      {!timeInWords(filters) && (
        <Choice
          label="Range"
          value={range ?? USUAL_RANGE}
          options={RANGES}
          nameOf={(one) => RANGE_NAMES[one]}
          onPick={(one) => one && onRange(one)}
        />
      )}
      <TimeFilter any="From, to" value={filters} onChange={onTime} />
    </>
  )
}
