import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import type { Filters } from './filters.ts'
import { SpanFilter } from './span-filter.tsx'
import { fieldOf, momentOfField, timeInWords, timeZone } from './spans.ts'

const HOUR = 3_600_000
const USUAL = [
  ['Last hour', HOUR],
  ['Last 24 hours', 24 * HOUR],
  ['Last 7 days', 168 * HOUR],
  ['Last 30 days', 720 * HOUR],
] as const

interface Props {
  /** What it says when no end is set. */
  any?: string
  value: Pick<Filters, 'from' | 'to'>
  onChange: (value: Pick<Filters, 'from' | 'to'>) => void
}

/** When sessions began, on the reader's own clock. */
export function TimeFilter({ any = 'Any time', value, onChange }: Props) {
  return (
    <SpanFilter
      name="Began"
      any={any}
      value={timeInWords(value)}
      onApply={(form) =>
        onChange({ from: momentOfField(String(form.get('from'))), to: momentOfField(String(form.get('to'))) })
      }
      onClear={() => onChange({ from: undefined, to: undefined })}
    >
      {(close) => (
        <>
          <div className="flex flex-wrap gap-1">
            {USUAL.map(([name, ms]) => (
              <Button
                key={name}
                className="touch:h-11"
                onClick={() => {
                  onChange({ from: new Date(Date.now() - ms).toISOString(), to: undefined })
                  close()
                }}
              >
                {name}
              </Button>
            ))}
          </div>
          <Field label="From" name="from" type="datetime-local" defaultValue={fieldOf(value.from)} />
          <Field label="Before" name="to" type="datetime-local" defaultValue={fieldOf(value.to)} />
          <p className="text-12 text-ink-3">On your clock, {timeZone}</p>
        </>
      )}
    </SpanFilter>
  )
}
