import type { SessionDetail } from '../client.ts'
import { isOpen } from '../events/burst-progress.ts'
import { inWorkspace } from '../session/workspace.ts'
import { Picture } from './picture.tsx'

/** The last screen the visitor saw. */
export function Screenshot({ session }: { session: SessionDetail }) {
  if (!session.screenshot)
    return isOpen(session.outcome) ? null : (
      <p className="self-start rounded-card border border-dashed border-line-2 p-4 text-ink-2">
        No picture was taken of this session's end.
      </p>
    )
  return (
    <figure className="grid gap-2 self-start">
      <Picture
        url={inWorkspace(`/api/sessions/${session.id}/screenshot`)}
        alt={`The last screen of session ${session.number} on ${session.target}, ${session.device}`}
        size="end"
      />
      <figcaption className="text-12 text-ink-3">The last screen</figcaption>
    </figure>
  )
}
