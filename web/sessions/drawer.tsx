import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Maximize2, X } from 'lucide-react'
import { IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { Detail } from './detail.tsx'
import { sessionQuery } from './log-query.ts'

/** A session over the log it was picked from. */
export function SessionDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  return (
    <Dialog
      open={id !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title="Session"
      shape="inspector"
      titleHidden
    >
      {id && <Content id={id} onClose={onClose} />}
    </Dialog>
  )
}

function Content({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error, refetch } = useQuery(sessionQuery(id))
  return (
    <div className="grid gap-6 p-4 md:p-6">
      <header className="flex items-center gap-2">
        <h2 className="flex-1 text-21">{data ? `Session ${data.number}` : 'Session'}</h2>
        <Link
          to="/sessions/$id"
          params={{ id }}
          aria-label="Open as a page"
          title="Open as a page"
          className="inline-grid size-8 touch:size-11 place-items-center rounded-control text-ink-2 hover:bg-well hover:text-ink"
        >
          <Maximize2 size={16} aria-hidden />
        </Link>
        <IconButton label="Close" onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      {!data && error && <Trouble what="This session" error={error} onRetry={refetch} />}
      {data && <Detail session={data} />}
    </div>
  )
}
