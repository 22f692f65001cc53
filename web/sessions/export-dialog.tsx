import { useMutation, useQuery } from '@tanstack/react-query'
import { api, type Export, json } from '../client.ts'
import { explain } from '../problem.ts'
import { Alert } from '../ui/alert.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { FORMATS, type Format } from './export-formats.ts'

const LOOK_AGAIN_MS = 1_000

interface Props {
  format: Format
  /** Undefined until the server has taken the order. */
  id: string | undefined
  error: unknown
  onClose: () => void
}

/** A file that the server writes, followed to its end. Closed meanwhile, it is written all the same. */
export function ExportDialog({ format, id, error, onClose }: Props) {
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title={`${FORMATS[format]} of these sessions`}>
      <div className="mt-2 grid gap-4">
        {error !== null && <Alert>{explain(error)}</Alert>}
        {id && <Progress id={id} onClose={onClose} />}
        {!id && error === null && <p className="text-ink-2">Asking for it</p>}
      </div>
    </Dialog>
  )
}

function Progress({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error } = useQuery({
    queryKey: ['export', id],
    queryFn: () => json(api.exports[':id'].$get({ param: { id } })),
    refetchInterval: ({ state }) => (isOver(state.data) ? false : LOOK_AGAIN_MS),
  })
  const end = useMutation({
    mutationFn: () => api.exports[':id'].$delete({ param: { id } }),
    onSuccess: onClose,
  })
  if (error) return <Alert>{explain(error)}</Alert>
  if (!data) return <p className="text-ink-2">Asking for it</p>
  return (
    <>
      <p role="status">{progressOf(data)}</p>
      {!isOver(data) && (
        <progress
          aria-label="Written"
          value={data.total ? Math.min(1, data.rows / data.total) : undefined}
          className="h-1.5 w-full appearance-none overflow-hidden rounded-bar bg-well [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-well [&::-webkit-progress-value]:bg-ink"
        />
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button kind="danger" disabled={end.isPending} onClick={() => end.mutate()}>
          {isOver(data) ? 'Erase it' : 'End it'}
        </Button>
        {data.downloadUrl ? (
          <a href={data.downloadUrl} download className={buttonClass('ink')}>
            Download {sizeOf(data.bytes)}
          </a>
        ) : (
          <Button onClick={onClose}>Close</Button>
        )}
      </div>
    </>
  )
}

const isOver = (one: Export | undefined) => one?.state === 'done' || one?.state === 'failed'

function progressOf({ state, rows, total, totalExact, reason }: Export): string {
  const many = (count: number) => count.toLocaleString('en-GB')
  if (state === 'failed') return reason ?? 'It could not be written.'
  if (state === 'done')
    return `${many(rows)} ${rows === 1 ? 'session is' : 'sessions are'} in the file. It is kept for a day.`
  if (total === null) return 'It is about to begin. You may close this; it is written all the same.'
  return `${many(rows)} of ${totalExact ? '' : 'about '}${many(total)} sessions are written.`
}

const sizeOf = (bytes: number | null) => {
  if (bytes === null) return ''
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1_000))} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`
}
