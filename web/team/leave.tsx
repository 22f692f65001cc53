import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Part } from '../ui/part.tsx'
import { LeaveDialog } from './leave-dialog.tsx'

/** All that a member decides here. */
export function LeaveSection({ me, workspace }: { me: string; workspace: string }) {
  const [asking, setAsking] = useState(false)
  return (
    <Part title="Your membership" hint={`You run bursts in ${workspace} and read its log.`}>
      <Button
        kind="danger"
        className="justify-self-start border border-line-2"
        onClick={() => setAsking(true)}
      >
        Leave the workspace
      </Button>
      {asking && <LeaveDialog me={me} workspace={workspace} onClose={() => setAsking(false)} />}
    </Part>
  )
}
