/** That it worked, said aloud too. */
export function Saved({ children }: { children: string | undefined }) {
  return (
    <p role="status" className="text-ink-2 empty:hidden">
      {children}
    </p>
  )
}
