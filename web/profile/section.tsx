import type { ReactNode } from 'react'

/** One thing about a person, and how to change it. */
export function Section({ title, hint, children }: { title: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <section className="grid gap-x-8 gap-y-3 py-6 md:grid-cols-[220px_1fr]">
      <div className="min-w-0">
        <h2 className="text-13 leading-5">{title}</h2>
        {hint && <p className="text-12 text-ink-2 wrap-anywhere">{hint}</p>}
      </div>
      <div className="min-w-0 max-w-[420px]">{children}</div>
    </section>
  )
}
