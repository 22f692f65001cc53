import { useMutation } from '@tanstack/react-query'
import { api, json, type View } from '../client.ts'
import { explain } from '../problem.ts'
import { queryClient } from '../query-client.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { useColumns } from './column-choice.ts'
import type { LogSearch } from './search.ts'

interface Props {
  /** The one that is changed; a new one without it. */
  view?: View
  search: Omit<LogSearch, 's'>
  onSaved: (id: string) => void
  onClose: () => void
}

/** Keeps what the log shows now under a name. */
export function ViewDialog({ view, search, onSaved, onClose }: Props) {
  const { columns } = useColumns()
  const save = useMutation({
    mutationFn: async (form: FormData) => {
      const kept = {
        name: String(form.get('name')),
        shared: form.get('shared') === 'on',
        filters: search,
        columns,
      }
      const saved = view
        ? await json(api.views[':id'].$patch({ param: { id: view.id }, json: kept }))
        : await json(api.views.$post({ json: kept }))
      return 'id' in saved ? saved.id : undefined
    },
    onSuccess: async (id) => {
      await queryClient.invalidateQueries({ queryKey: ['views'] })
      if (id) onSaved(id)
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={view ? `Change ${view.name}` : 'Save this view'}
    >
      <form
        className="mt-2 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(new FormData(event.currentTarget))
        }}
      >
        <p className="text-ink-2">The filters, the order and the columns as they are now.</p>
        <Field
          label="Name"
          name="name"
          defaultValue={view?.name}
          maxLength={100}
          required
          error={save.error ? explain(save.error) : undefined}
        />
        <label className="flex h-8 touch:h-11 items-center gap-2">
          <input
            type="checkbox"
            name="shared"
            defaultChecked={view?.shared}
            className="size-4 accent-(--ink)"
          />
          Share it with the workspace
        </label>
        <div className="flex justify-end gap-2">
          <Button kind="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button kind="ink" type="submit" disabled={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
