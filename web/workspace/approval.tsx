import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Workspace } from '../client.ts'
import { explain } from '../problem.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { Saved } from '../ui/saved.tsx'
import { Section } from '../ui/section.tsx'
import { changeWorkspace } from './change.ts'

const MOST = 10_000

/** From how many sessions on the chat asks before it starts. */
export function ApprovalSection({ workspace, manages }: { workspace: Workspace; manages: boolean }) {
  const [threshold, setThreshold] = useState<number | null>(workspace.approvalThreshold)
  const change = useMutation({
    mutationFn: (approvalThreshold: number) => changeWorkspace(workspace, { approvalThreshold }),
  })
  return (
    <Section title="Approval" hint="A larger burst waits in the chat until somebody says yes to its plan.">
      {manages ? (
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            if (threshold !== null) change.mutate(threshold)
          }}
        >
          <NumberField
            label="Sessions that need no approval"
            value={threshold}
            onChange={setThreshold}
            min={0}
            max={MOST}
          />
          <Alert>{change.error ? explain(change.error) : undefined}</Alert>
          <div className="flex items-center gap-3">
            <Button type="submit" disabled={change.isPending || threshold === null}>
              Save the number
            </Button>
            <Saved>{change.isSuccess ? 'Saved.' : undefined}</Saved>
          </div>
        </form>
      ) : (
        <p>Up to {workspace.approvalThreshold} sessions need no approval.</p>
      )}
    </Section>
  )
}
