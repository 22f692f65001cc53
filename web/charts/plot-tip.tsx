import { pointInWords } from './axis.ts'
import type { Look } from './options.ts'
import { Swatch } from './swatch.tsx'

const AXIS = 52
const MOST = 8

interface Props {
  times: number[]
  look: Look
  point: number
  left: number
  /** In the right half, where it stands to the left of the pointer. */
  far: boolean
}

/** What the lines say at the point under the pointer. The table says it to everybody else. */
export function PlotTip({ times, look, point, left, far }: Props) {
  const lines = look.lines
    .flatMap((line) => {
      const value = line.values[point]
      return value == null ? [] : [{ ...line, value }]
    })
    .toSorted((a, b) => (look.lines.length > 2 ? b.value - a.value : 0))
  return (
    <div
      aria-hidden
      style={{ left: left + AXIS }}
      className="pointer-events-none absolute top-2 z-10 ml-3 grid max-w-[45%] gap-0.5 rounded-control border border-line bg-sheet px-2.5 py-1.5 text-12 shadow-float data-far:ml-[-12px] data-far:-translate-x-full"
      data-far={far || undefined}
    >
      <span className="text-ink-3">{pointInWords(times[point] ?? 0, look.bucket)}</span>
      {lines.slice(0, MOST).map(({ name, ink, value }) => (
        <span key={name} className="flex items-center gap-2">
          <Swatch ink={ink} />
          <span className="min-w-0 flex-1 truncate">{name}</span>
          <span className="font-medium">{look.markValue(value)}</span>
        </span>
      ))}
      {lines.length > MOST && <span className="text-ink-3">{lines.length - MOST} more</span>}
    </div>
  )
}
