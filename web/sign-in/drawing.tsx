import { SessionBar } from '../ui/session-bar.tsx'

/** A burst half-way through, as the product draws it. For the eye only. */
export function SignInDrawing() {
  return (
    <div
      className="hidden items-center justify-center overflow-hidden border-l border-line bg-well lg:flex"
      aria-hidden
    >
      <div className="flex flex-wrap items-end gap-3 px-12 [--bar:10px]">
        {BARS.map((bar, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a drawing that never changes
          <SessionBar key={index} size={88} {...bar} />
        ))}
      </div>
    </div>
  )
}

const SHAPES = {
  d: { state: 'completed', tall: 1, at: 1 },
  m: { state: 'completed', tall: 0.62, at: 1 },
  p: { state: 'dropped', tall: 1, at: 0.55 },
  q: { state: 'dropped', tall: 0.62, at: 0.4 },
  b: { state: 'bounced', tall: 0.62, at: 0.15 },
  r: { state: 'running', tall: 1, at: 0.6 },
  s: { state: 'running', tall: 0.62, at: 0.4 },
  o: { state: 'scheduled', tall: 1, at: 0 },
  n: { state: 'scheduled', tall: 0.62, at: 0 },
} as const

const BARS = [...'dmmdpmdmdbmdqdmrsrnoonnon'].flatMap((letter) =>
  letter in SHAPES ? [SHAPES[letter as keyof typeof SHAPES]] : [],
)
