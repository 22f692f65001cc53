import { useQuery } from '@tanstack/react-query'
import { ListFilter } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { targetsQuery } from '../queries.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { cls } from '../ui/class.ts'
import { Clear } from '../ui/clear.tsx'
import { OUTCOMES } from '../ui/outcome.tsx'
import { useKey } from '../ui/use-key.ts'
import { countries, countryName } from './countries.ts'
import { countFilters, DEVICES, type Filters } from './filters.ts'
import { LengthFilter } from './length-filter.tsx'
import { TextFilter } from './text-filter.tsx'
import { TimeFilter } from './time-filter.tsx'

interface Props {
  filters: Filters
  onChange: (some: Partial<Filters>) => void
  /** What picks the time, where the page has its own way. */
  time?: ReactNode
}

const NONE: Record<keyof Filters, undefined> = {
  outcome: undefined,
  device: undefined,
  country: undefined,
  target: undefined,
  burst: undefined,
  from: undefined,
  to: undefined,
  minLengthSeconds: undefined,
  maxLengthSeconds: undefined,
  text: undefined,
}

/** Every filter of the log as a control that says what is set and can be cleared by itself. F goes to the text. */
export function FilterBar({ filters, onChange, time }: Props) {
  const targets = useQuery(targetsQuery).data?.items ?? []
  const field = useRef<HTMLInputElement>(null)
  const [shown, setShown] = useState(false)
  useKey('f', () => field.current?.focus())
  const set = countFilters(filters)
  return (
    <search className="flex flex-wrap items-center gap-2">
      <TextFilter
        field={field}
        text={filters.text ?? ''}
        onText={(text) => onChange({ text: text || undefined })}
      />
      <Button className="md:hidden" aria-expanded={shown} onClick={() => setShown(!shown)}>
        <ListFilter size={14} aria-hidden /> Filters{set > 0 && ` (${set})`}
      </Button>
      <div className={cls('grid w-full grid-cols-2 gap-2 md:contents', !shown && 'max-md:hidden')}>
        <Choice
          label="Outcome"
          any="Any outcome"
          value={filters.outcome}
          options={OUTCOMES}
          onPick={(outcome) => onChange({ outcome })}
          clear
        />
        <Choice
          label="Device"
          any="Any device"
          value={filters.device}
          options={DEVICES}
          onPick={(device) => onChange({ device })}
          clear
        />
        <Choice
          label="Country"
          any="Any country"
          value={filters.country}
          options={countries()}
          nameOf={countryName}
          onPick={(country) => onChange({ country })}
          clear
        />
        {(targets.length > 1 || filters.target) && (
          <Choice
            label="Target"
            any="Any target"
            value={filters.target}
            options={namesOf(targets, filters.target)}
            onPick={(target) => onChange({ target })}
            clear
          />
        )}
        {time ?? <TimeFilter value={filters} onChange={onChange} />}
        <LengthFilter value={filters} onChange={onChange} />
        {filters.burst && (
          <span className="relative inline-flex h-8 touch:h-11 items-center rounded-control border border-ink bg-sheet pr-7 pl-2.5 font-medium whitespace-nowrap touch:pr-11">
            {filters.burst === 'latest' ? 'Latest burst' : 'One burst'}
            <Clear name="Burst" onClear={() => onChange({ burst: undefined })} />
          </span>
        )}
        {set > 1 && (
          <Button kind="quiet" onClick={() => onChange(NONE)}>
            Clear all
          </Button>
        )}
      </div>
    </search>
  )
}

/** A link may name a target by its address. */
const namesOf = (targets: { name: string }[], named: string | undefined) => [
  ...new Set([...targets.map(({ name }) => name), ...(named ? [named] : [])]),
]
