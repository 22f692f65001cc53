import { type ComponentProps, useId } from 'react'
import { cls } from './class.ts'

interface Props extends ComponentProps<'input'> {
  label: string
  error?: string
}

export const inputClass =
  'h-8 touch:h-11 w-full rounded-control border border-line-2 bg-sheet px-2.5 text-13 placeholder:text-ink-3 focus-visible:border-ink focus-visible:outline-1 focus-visible:outline-offset-0'

/** A labelled field; what was wrong with it is said under it and read with it. */
export function Field({ label, error, className, ...props }: Props) {
  const id = useId()
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="label text-ink-2">
        {label}
      </label>
      <input
        id={id}
        className={cls(inputClass, error !== undefined && 'border-fail', className)}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        {...props}
      />
      {error !== undefined && (
        <p id={`${id}-error`} className="text-12 text-fail">
          {error}
        </p>
      )}
    </div>
  )
}
