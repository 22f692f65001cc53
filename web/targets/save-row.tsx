import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Saved } from '../ui/saved.tsx'
import type { useChange } from './use-change.ts'

interface Props {
  change: ReturnType<typeof useChange>
  /** What the button says. */
  label: string
  disabled?: boolean
  /** Between the button and the word that it is saved. */
  children?: ReactNode
}

/** The end of a form that changes a target. */
export function SaveRow({ change, label, disabled = false, children }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button type="submit" disabled={change.isPending || disabled}>
        {label}
      </Button>
      {children}
      <Saved>{change.isSuccess ? 'Saved.' : undefined}</Saved>
    </div>
  )
}
