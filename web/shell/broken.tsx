import type { ErrorComponentProps } from '@tanstack/react-router'
import { explain } from '../problem.ts'
import { Button } from '../ui/button.tsx'

/** What a screen that could not load or draw leaves behind. */
export function Broken({ error, reset }: ErrorComponentProps) {
  return (
    <main className="grid h-full place-content-center justify-items-center gap-3 p-6 text-center">
      <h1 className="text-21">This page could not be shown</h1>
      <p className="text-ink-2">{explain(error)}</p>
      <Button onClick={() => reset()}>Try again</Button>
    </main>
  )
}
