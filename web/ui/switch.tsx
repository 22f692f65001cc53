import type { ReactNode } from 'react'

interface Props {
  on: boolean
  onChange: (on: boolean) => void
  children: ReactNode
}

/** Something that is on or off, at once and without a form. The knob's place says which, also without colour. */
export function Switch({ on, onChange, children }: Props) {
  return (
    <label className="flex min-h-8 touch:min-h-11 w-fit items-center gap-2.5">
      <input
        type="checkbox"
        role="switch"
        checked={on}
        aria-checked={on}
        onChange={(event) => onChange(event.target.checked)}
        className="relative h-[18px] w-8 shrink-0 appearance-none rounded-full border border-ink-3 bg-sheet transition-colors before:absolute before:top-[2px] before:left-[2px] before:size-3 before:rounded-full before:bg-ink-3 before:transition-[translate] checked:border-ink checked:bg-ink checked:before:translate-x-[14px] checked:before:bg-ground"
      />
      {children}
    </label>
  )
}
