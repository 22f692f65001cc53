import { NumberField as Base } from '@base-ui/react/number-field'
import { Minus, Plus } from 'lucide-react'
import { useId } from 'react'

interface Props {
  label: string
  value: number | null
  onChange: (value: number | null) => void
  min: number
  max: number
}

const step =
  'grid w-8 touch:w-11 place-items-center text-ink-2 hover:bg-well hover:text-ink disabled:opacity-45'

/** A whole number that can be typed or stepped. */
export function NumberField({ label, value, onChange, min, max }: Props) {
  const id = useId()
  return (
    <Base.Root
      id={id}
      value={value}
      onValueChange={onChange}
      min={min}
      max={max}
      format={{ maximumFractionDigits: 0 }}
    >
      <div className="flex items-center justify-between gap-4">
        <label htmlFor={id} className="label text-ink-2">
          {label}
        </label>
        <Base.Group className="flex h-8 touch:h-11 overflow-hidden rounded-control border border-line-2 bg-ground focus-within:border-ink">
          <Base.Decrement className={step} aria-label="One less">
            <Minus size={14} aria-hidden />
          </Base.Decrement>
          <Base.Input className="w-16 border-x border-line-2 text-center outline-none" />
          <Base.Increment className={step} aria-label="One more">
            <Plus size={14} aria-hidden />
          </Base.Increment>
        </Base.Group>
      </div>
    </Base.Root>
  )
}
