import { api, json } from '../client.ts'
import { enterWorkspace } from '../session/workspace.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { useSubmit } from '../ui/use-submit.ts'

/** Makes a workspace and goes there. */
export function NewWorkspaceDialog({ onClose }: { onClose: () => void }) {
  const { busy, error, onSubmit } = useSubmit(async (form) => {
    const name = String(form.get('name')).trim()
    const { id } = await json(api.workspaces.$post({ json: { name } }))
    enterWorkspace(id)
  })
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title="New workspace">
      <form className="mt-2 grid gap-4" onSubmit={onSubmit}>
        <p className="text-ink-2">
          It has targets, sessions, members and keys of its own; nothing is shared with your other workspaces.
          You own it.
        </p>
        <Field label="Name" name="name" maxLength={100} error={error} autoComplete="off" required />
        <div className="flex justify-end gap-2">
          <Button kind="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button kind="ink" type="submit" disabled={busy}>
            Make it and go there
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
