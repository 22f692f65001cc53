import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { api, type Conversation } from '../client.ts'
import { explain } from '../problem.ts'
import { conversationsQuery } from '../queries.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

interface Props {
  conversation: Conversation
  onClose: () => void
}

/** Names what goes, and says what stays. */
export function DeleteDialog({ conversation: { id, title }, onClose }: Props) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => api.conversations[':id'].$delete({ param: { id } }),
    onSuccess: () => {
      onClose()
      void queryClient.invalidateQueries(conversationsQuery)
      if (pathname === `/c/${id}`) void navigate({ to: '/c/new' })
    },
  })
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title="Delete the conversation">
      <p className="mb-4 text-ink-2">
        <span className="font-medium wrap-anywhere text-ink">{title}</span> goes with all its messages. Bursts
        that it started stay, with their sessions.
      </p>
      {error && (
        <p role="alert" className="mb-4 text-fail">
          {explain(error)}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button kind="quiet" onClick={onClose}>
          Keep it
        </Button>
        <Button kind="danger" disabled={isPending} onClick={() => mutate()}>
          Delete
        </Button>
      </div>
    </Dialog>
  )
}
