import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import type { Filters } from '../filters/filters.ts'
import { timeInWords } from '../filters/spans.ts'
import { buttonClass, IconButton } from '../ui/button.tsx'

interface Props {
  span: { from: string; to: string }
  filters: Filters
  onDone: () => void
}

/** A time that was dragged over: its sessions, or the figures of it alone. */
export function Brushed({ span, filters, onDone }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-card border border-line bg-sheet py-2 pr-2 pl-4">
      <p className="min-w-40 flex-1 font-medium">{timeInWords(span)}</p>
      <Link to="/sessions" search={{ ...filters, ...span }} className={buttonClass('ink')}>
        Show its sessions
      </Link>
      <Link
        to="/trends"
        search={(before) => ({ ...before, ...span, range: undefined, bucket: undefined })}
        onClick={onDone}
        className={buttonClass()}
      >
        Zoom in
      </Link>
      <IconButton label="Forget this time" onClick={onDone}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  )
}
