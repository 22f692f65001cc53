import { Link } from '@tanstack/react-router'
import { buttonClass } from '../ui/button.tsx'

/** What the log says when it has nothing to show. */
export function LogEmpty({ filtered }: { filtered: boolean }) {
  return (
    <div className="grid justify-items-start gap-3 px-4 py-6 md:px-8">
      <h2 className="text-17">{filtered ? 'No session matches' : 'No sessions yet'}</h2>
      <p className="max-w-[520px] text-reading text-ink-2">
        {filtered
          ? 'Take a filter off, or look for another word. Text is found in the steps, the reasons and the referrers of sessions.'
          : 'Every visit of a burst gets a row here: when it began, what it did step by step, how it ended and what it sent to analytics.'}
      </p>
      {filtered ? (
        <Link to="/sessions" className={buttonClass()}>
          Show all sessions
        </Link>
      ) : (
        <Link to="/c/new" className={buttonClass('ink')}>
          Start a conversation
        </Link>
      )}
    </div>
  )
}

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f']

export function LogOutlines() {
  return (
    <div role="status" className="border-t border-line px-4 pt-8 md:px-8">
      <span className="heard">Loading the log</span>
      {ROWS.map((row) => (
        <div key={row} className="flex h-8 items-center gap-6 border-b border-line">
          <span className="h-3.5 w-24 rounded-chip border border-line" />
          <span className="h-3.5 flex-1 rounded-chip border border-line" />
          <span className="h-3.5 w-16 rounded-chip border border-line" />
        </div>
      ))}
    </div>
  )
}
