import { SessionBar } from '../ui/session-bar.tsx'

/** Three bursts as the product draws them: two are over, one is half-way through. For the eye only. */
export function SignInDrawing() {
  return (
    <div
      className="hidden flex-col justify-center gap-10 overflow-hidden border-l border-line bg-well pl-16 [--bar:11px] lg:flex"
      aria-hidden
    >
      {BURSTS.map((bars) => (
        <div key={bars} className="flex items-end gap-2.5">
          {[...bars].map((letter, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a drawing that never changes
            <SessionBar key={index} size={104} {...shapeOf(letter)} />
          ))}
        </div>
      ))}
    </div>
  )
}

/** A letter a session: tall ones are desktops, others mobiles. */
const SHAPES = {
  D: { state: 'completed', tall: 1, at: 1 },
  d: { state: 'completed', tall: 0.62, at: 1 },
  P: { state: 'dropped', tall: 1, at: 0.55 },
  p: { state: 'dropped', tall: 0.62, at: 0.4 },
  b: { state: 'bounced', tall: 0.62, at: 0.15 },
  R: { state: 'running', tall: 1, at: 0.6 },
  r: { state: 'running', tall: 0.62, at: 0.4 },
  O: { state: 'scheduled', tall: 1, at: 0 },
  o: { state: 'scheduled', tall: 0.62, at: 0 },
} as const

const BURSTS = [
  'dDddbdDdPddDddpdDddDdbddDdpddDdDdd',
  'DDdPDDbDdDPDDdDDpDDdDbDDdDPDDdDDdD',
  'dDdDdpDdbdDddRrdRrrRoOooOoooOooOoo',
]

const shapeOf = (letter: string) => SHAPES[letter as keyof typeof SHAPES] ?? SHAPES.o
