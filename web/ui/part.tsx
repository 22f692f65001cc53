import { type ReactNode, useId } from 'react'

/** A part of a long page, under a heading of its own. */
export function Part({ title, hint, children }: { title: string; hint?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="grid min-w-0 content-start gap-4">
      <div className="max-w-[640px]">
        <h2 id={id} className="text-17">
          {title}
        </h2>
        {hint && <p className="text-ink-2">{hint}</p>}
      </div>
      {children}
    </section>
  )
}
