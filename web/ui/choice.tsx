import { ChevronDown } from 'lucide-react'
import { cls } from './class.ts'
import { inputClass } from './field.tsx'

interface Props<T extends string> {
  label: string
  /** What it says when nothing is chosen. */
  any: string
  value: T | undefined
  options: readonly T[]
  onPick: (value: T | undefined) => void
}

/** One of a few words: the platform's own list, in our frame. */
export function Choice<T extends string>({ label, any, value, options, onPick }: Props<T>) {
  return (
    <span className="relative">
      <select
        aria-label={label}
        value={value ?? ''}
        onChange={(event) => onPick(options.find((option) => option === event.target.value))}
        className={cls(inputClass, 'appearance-none pr-7', value !== undefined && 'border-ink font-medium')}
      >
        <option value="">{any}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
      <ChevronDown
        size={14}
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-ink-3"
      />
    </span>
  )
}
