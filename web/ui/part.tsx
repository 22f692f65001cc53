import { type ReactNode, useId } from 'react'

interface Props {
  title: string
  hint?: ReactNode
  /** Where other places of the page lead here, by `goToPart`. */
  id?: string
  children: ReactNode
}

/** A part of a long page, under a heading of its own. */
export function Part({ title, hint, id: given, children }: Props) {
  const own = useId()
  const id = given ?? own
  return (
    <section aria-labelledby={id} className="grid min-w-0 content-start gap-4">
      <div className="max-w-[640px]">
        <h2 id={id} tabIndex={given === undefined ? undefined : -1} className="scroll-mt-6 text-17">
          {title}
        </h2>
        {hint && <p className="text-ink-2">{hint}</p>}
      </div>
      {children}
    </section>
  )
}

/** There for the eye and the keyboard. */
export function goToPart(id: string): void {
  const heading = document.getElementById(id)
  heading?.scrollIntoView({ block: 'start' })
  heading?.focus({ preventScroll: true })
}
