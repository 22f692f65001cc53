import { ChevronDown } from 'lucide-react'
import { cls } from './class.ts'
import { Clear } from './clear.tsx'
import { inputClass } from './field.tsx'

interface Props<T extends string> {
  label: string
  /** What it says when nothing is chosen; without it, something always is. */
  any?: string
  value: T | undefined
  options: readonly T[]
  nameOf?: (option: T) => string
  onPick: (value: T | undefined) => void
  /** Whether what is chosen can be taken off by a button of its own. */
  clear?: boolean
}

/** One of a few words: the platform's own list, in our frame. */
export function Choice<T extends string>({
  label,
  any,
  value,
  options,
  nameOf = (option) => option,
  onPick,
  clear = false,
}: Props<T>) {
  const clears = clear && value !== undefined
  return (
    <span className="relative">
      <select
        aria-label={label}
        value={value ?? ''}
        onChange={(event) => onPick(options.find((option) => option === event.target.value))}
        className={cls(
          inputClass,
          'appearance-none truncate pr-7 md:max-w-36',
          any !== undefined && value !== undefined && 'border-ink font-medium',
          clears && 'touch:pr-11',
        )}
      >
        {any !== undefined && <option value="">{any}</option>}
        {options.map((option) => (
          <option key={option} value={option}>
            {nameOf(option)}
          </option>
        ))}
      </select>
      {clears ? (
        <Clear name={label} onClear={() => onPick(undefined)} />
      ) : (
        <ChevronDown
          size={14}
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-ink-3"
        />
      )}
    </span>
  )
}
