import { X } from 'lucide-react'

/** Takes one filter off; stands at the end of the control that shows it. */
export function Clear({ name, onClear }: { name: string; onClear: () => void }) {
  return (
    <button
      type="button"
      aria-label={`Clear ${name}`}
      title={`Clear ${name}`}
      onClick={onClear}
      className="absolute inset-y-0 right-0 grid w-7 touch:w-11 place-items-center rounded-control text-ink-2 hover:text-ink"
    >
      <X size={14} aria-hidden />
    </button>
  )
}
