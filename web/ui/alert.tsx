/** What went wrong, said aloud when it appears. */
export function Alert({ children }: { children: string | undefined }) {
  if (!children) return null
  return (
    <p role="alert" className="rounded-control bg-fail-soft px-3 py-2">
      {children}
    </p>
  )
}
