import { ChevronDown } from 'lucide-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { cls } from '../ui/class.ts'
import { Clear } from '../ui/clear.tsx'
import { inputClass } from '../ui/field.tsx'
import { Popover } from '../ui/popover.tsx'

interface Props {
  name: string
  any: string
  /** What is set, in words. */
  value: string | undefined
  onApply: (form: FormData) => void
  onClear: () => void
  /** The fields, and what sets both ends at once. */
  children: ReactNode | ((close: () => void) => ReactNode)
}

/** A filter with two ends: a button that says what is set, and a small form under it. */
export function SpanFilter({ name, any, value, onApply, onClear, children }: Props) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onApply(new FormData(event.currentTarget))
    close()
  }
  return (
    <span className="relative max-md:w-full">
      <Popover
        open={open}
        onOpenChange={setOpen}
        title={name}
        trigger={
          <button
            type="button"
            aria-label={`${name}: ${value ?? any}`}
            className={cls(
              inputClass,
              'relative pr-7 text-left whitespace-nowrap',
              value !== undefined && 'border-ink font-medium touch:pr-11',
            )}
          >
            {value ?? any}
            {value === undefined && (
              <ChevronDown
                size={14}
                aria-hidden
                className="absolute top-1/2 right-2 -translate-y-1/2 text-ink-3"
              />
            )}
          </button>
        }
      >
        <form onSubmit={onSubmit} className="grid gap-3">
          {typeof children === 'function' ? children(close) : children}
          <Button type="submit" kind="ink" className="justify-self-end">
            Apply
          </Button>
        </form>
      </Popover>
      {value !== undefined && <Clear name={name} onClear={onClear} />}
    </span>
  )
}
