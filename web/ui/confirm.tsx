import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { explain } from '../problem.ts'
import { Alert } from './alert.tsx'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

interface Props {
  title: string
  /** What goes, by its name, and what stays. */
  children: ReactNode
  action: string
  keep: string
  onConfirm: () => Promise<unknown>
  onClose: () => void
}

/** Asks before something ends. It stays open, with the reason, where that was refused. */
export function Confirm({ title, children, action, keep, onConfirm, onClose }: Props) {
  const { mutate, error, isPending } = useMutation({ mutationFn: onConfirm, onSuccess: onClose })
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title={title}>
      <div className="mt-2 grid min-w-0 gap-4">
        <div className="grid gap-2 text-ink-2 wrap-anywhere">{children}</div>
        <Alert>{error ? explain(error) : undefined}</Alert>
        <div className="flex flex-wrap justify-end gap-2">
          <Button kind="quiet" onClick={onClose}>
            {keep}
          </Button>
          <Button kind="danger" className="max-w-full" disabled={isPending} onClick={() => mutate()}>
            <span className="truncate">{action}</span>
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
