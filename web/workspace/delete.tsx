import { useState } from 'react'
import { api, type Workspace } from '../client.ts'
import { enterWorkspace } from '../session/workspace.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Section } from '../ui/section.tsx'

export function DeleteSection({ workspace }: { workspace: Workspace }) {
  const [asking, setAsking] = useState(false)
  const remove = async () => {
    await api.workspaces[':id'].$delete({ param: { id: workspace.id } })
    // Its page tells how it is brought back.
    enterWorkspace(undefined, '/settings/workspace')
  }
  return (
    <Section title="Delete" hint="Gone for everybody at once. An owner can bring it back for 30 days.">
      <Button kind="danger" className="border border-line-2" onClick={() => setAsking(true)}>
        Delete this workspace
      </Button>
      {asking && (
        <Confirm
          title={`Delete ${workspace.name}?`}
          action={`Delete ${workspace.name}`}
          keep="Keep it"
          onConfirm={remove}
          onClose={() => setAsking(false)}
        >
          <p>
            Its members lose it within seconds, bursts that run in it are cancelled, and its keys stop. For 30
            days you can undo that here; then it is erased with everything in it.
          </p>
        </Confirm>
      )}
    </Section>
  )
}
