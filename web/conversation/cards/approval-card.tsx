import type { KeyboardEvent, ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { useDecision } from './use-decision.ts'

interface Props {
  approvalId: string
  title: string
  /** What the approving button says. */
  approve: string
  /** Replaces plain approval, such as when a number was changed. */
  onApprove?: () => void
  children: ReactNode
}

/** What the agent will do once a person allows it. Mod-Enter inside it allows. */
export function ApprovalCard({ approvalId, title, approve, onApprove, children }: Props) {
  const { decide, decided } = useDecision(approvalId)
  const allow = onApprove ?? (() => decide(true))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || decided) return
    event.preventDefault()
    allow()
  }
  return (
    <article
      aria-label={title}
      onKeyDown={onKeyDown}
      className="flex flex-col gap-4 rounded-card border border-line-2 bg-sheet p-4"
    >
      {children}
      <div className="flex flex-wrap items-center gap-2 border-t border-line pt-4">
        <Button kind="spark" disabled={decided} onClick={allow}>
          {approve}
        </Button>
        <Button kind="quiet" disabled={decided} onClick={() => decide(false)}>
          Decline
        </Button>
        <span className="ml-auto text-12 text-ink-3 max-md:hidden touch:hidden">{MOD} Enter approves</span>
      </div>
    </article>
  )
}

const MOD = navigator.platform.startsWith('Mac') ? 'Cmd' : 'Ctrl'
