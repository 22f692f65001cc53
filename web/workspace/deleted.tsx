import { useMutation } from '@tanstack/react-query'
import { api, type Workspace } from '../client.ts'
import { explain } from '../problem.ts'
import { enterWorkspace } from '../session/workspace.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { dayOf } from '../ui/time.ts'

/** What was deleted and is not erased yet, with the way back. */
export function DeletedWorkspaces({ deleted }: { deleted: Workspace[] }) {
  const restore = useMutation({
    mutationFn: (id: string) => api.workspaces[':id'].restore.$post({ param: { id } }),
    onSuccess: (_, id) => enterWorkspace(id),
  })
  return (
    <section aria-label="Deleted workspaces" className="grid max-w-[720px] gap-3">
      {deleted.map(({ id, name, deletedAt, erasedAt }) => (
        <div
          key={id}
          className="flex flex-wrap items-center gap-3 rounded-card border border-line bg-sheet p-4"
        >
          <p className="min-w-56 flex-1 wrap-anywhere">
            <span className="font-medium">{name}</span> was deleted{deletedAt && ` on ${dayOf(deletedAt)}`}.{' '}
            <span className="text-ink-2">
              It can be brought back with all that is in it{erasedAt && ` until ${dayOf(erasedAt)}`}.
            </span>
          </p>
          <Button
            disabled={restore.isPending}
            onClick={() => restore.mutate(id)}
            aria-label={`Undo: bring ${name} back`}
          >
            Undo
          </Button>
        </div>
      ))}
      <Alert>{restore.error ? explain(restore.error) : undefined}</Alert>
    </section>
  )
}
