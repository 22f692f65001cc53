import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, type Conversation } from '../client.ts'
import { explain } from '../problem.ts'
import { conversationsQuery } from '../queries.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'

interface Props {
  conversation: Conversation
  onClose: () => void
}

export function RenameDialog({ conversation: { id, title }, onClose }: Props) {
  const queryClient = useQueryClient()
  const { mutate, error, isPending } = useMutation({
    mutationFn: (next: string) => api.conversations[':id'].$patch({ param: { id }, json: { title: next } }),
    onSuccess: () => {
      void queryClient.invalidateQueries(conversationsQuery)
      onClose()
    },
  })
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title="Rename the conversation">
      <form
        className="mt-4 flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          mutate(String(new FormData(event.currentTarget).get('title')))
        }}
      >
        <Field
          label="Title"
          name="title"
          defaultValue={title}
          maxLength={200}
          required
          error={error ? explain(error) : undefined}
          onFocus={(event) => event.target.select()}
        />
        <div className="flex justify-end gap-2">
          <Button kind="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button kind="ink" type="submit" disabled={isPending}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
