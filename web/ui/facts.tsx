import type { ReactNode } from 'react'

/** Names and values, as many to a line as there is room for. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(140px,1fr))] content-start gap-x-6 gap-y-3">
      {children}
    </dl>
  )
}

/** Left out when there is nothing to say. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === undefined || children === false || children === '') return null
  return (
    <div className="min-w-0">
      <dt className="label">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  )
}
