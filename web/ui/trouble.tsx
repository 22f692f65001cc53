import { explain } from '../problem.ts'
import { Button } from './button.tsx'

/** What could not be loaded, why, and the way to try again. */
export function Trouble({ what, error, onRetry }: { what: string; error: unknown; onRetry: () => void }) {
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 rounded-card border border-line p-4">
      <p className="min-w-0 flex-1">
        <span className="font-medium">{what} could not be loaded.</span>{' '}
        <span className="text-ink-2">{explain(error)}</span>
      </p>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  )
}
