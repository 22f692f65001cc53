import { X } from 'lucide-react'
import { useState } from 'react'
import type { SessionDetail } from '../client.ts'
import { isOpen } from '../events/burst-progress.ts'
import { inWorkspace } from '../session/workspace.ts'
import { IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

/** The last screen the visitor saw; a click shows it larger. */
export function Screenshot({ session }: { session: SessionDetail }) {
  const [large, setLarge] = useState(false)
  if (!session.screenshot)
    return isOpen(session.outcome) ? null : (
      <p className="self-start rounded-card border border-dashed border-line-2 p-4 text-ink-2">
        No picture was taken of this session.
      </p>
    )
  const url = inWorkspace(`/api/sessions/${session.id}/screenshot`)
  const alt = `The last screen of session ${session.number} on ${session.target}, ${session.device}`
  return (
    <figure className="grid gap-2 self-start">
      <button
        type="button"
        aria-label="Show the picture larger"
        onClick={() => setLarge(true)}
        className="justify-self-start overflow-hidden rounded-card border border-line bg-well"
      >
        <img src={url} alt={alt} className="max-h-[420px] max-w-full" />
      </button>
      <figcaption className="text-12 text-ink-3">The last screen</figcaption>
      <Dialog open={large} onOpenChange={setLarge} title={alt} titleHidden shape="picture">
        <div className="sticky top-2 float-right mr-2 rounded-control bg-sheet">
          <IconButton label="Close the picture" onClick={() => setLarge(false)}>
            <X size={16} aria-hidden />
          </IconButton>
        </div>
        <img src={url} alt={alt} className="mx-auto" />
      </Dialog>
    </figure>
  )
}
