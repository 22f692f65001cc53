import { Field } from '../ui/field.tsx'
import type { Filters } from './filters.ts'
import { SpanFilter } from './span-filter.tsx'
import { lengthInWords } from './spans.ts'

type Length = Pick<Filters, 'minLengthSeconds' | 'maxLengthSeconds'>

/** How long sessions lasted. */
export function LengthFilter({ value, onChange }: { value: Length; onChange: (value: Length) => void }) {
  const seconds = (form: FormData, name: string) => {
    const typed = String(form.get(name))
    return typed === '' ? undefined : Number(typed)
  }
  return (
    <SpanFilter
      name="Length"
      any="Any length"
      value={lengthInWords(value)}
      onApply={(form) =>
        onChange({ minLengthSeconds: seconds(form, 'min'), maxLengthSeconds: seconds(form, 'max') })
      }
      onClear={() => onChange({ minLengthSeconds: undefined, maxLengthSeconds: undefined })}
    >
      <Seconds label="At least, seconds" name="min" value={value.minLengthSeconds} />
      <Seconds label="At most, seconds" name="max" value={value.maxLengthSeconds} />
    </SpanFilter>
  )
}

const Seconds = ({ label, name, value }: { label: string; name: string; value: number | undefined }) => (
  <Field label={label} name={name} type="number" min={0} max={86_400} step="any" defaultValue={value} />
)
