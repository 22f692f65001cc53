import { ChevronDown } from 'lucide-react'
import { type ComponentProps, useId } from 'react'
import { cls } from './class.ts'
import { inputClass } from './field.tsx'

interface Props extends Omit<ComponentProps<'select'>, 'children'> {
  label: string
  /** For rows of a list, where a heading says it to the eye. */
  labelHidden?: boolean
  options: readonly (readonly [value: string, words: string])[]
}

/** A labelled choice that always has a value. */
export function SelectField({ label, labelHidden, options, className, ...props }: Props) {
  const id = useId()
  return (
    <div className={cls('grid gap-1.5', className)}>
      <label htmlFor={id} className={labelHidden ? 'heard' : 'label text-ink-2'}>
        {label}
      </label>
      <span className="relative">
        <select id={id} className={cls(inputClass, 'appearance-none pr-7')} {...props}>
          {options.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
        <ChevronDown
          size={14}
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-ink-3"
        />
      </span>
    </div>
  )
}
