import { Link } from '@tanstack/react-router'
import { buttonClass } from '../ui/button.tsx'
import { Strip } from './strip.tsx'
import { layOut } from './strip-layout.ts'

const DEVICES = 'ddmdmdtddmmdmddtmdmddmdmdtmddm'
const NAMES: Record<string, string> = { d: 'desktop', m: 'mobile', t: 'tablet' }
const sessions = [...DEVICES].map((device, at) => ({
  session: String(at),
  number: at + 1,
  device: NAMES[device] ?? 'desktop',
  outcome: 'scheduled' as const,
  stepsDone: 0,
}))

/** A burst that nobody has asked for yet, as the outline it would begin with. */
export function EmptyList() {
  return (
    <div className="grid max-w-[640px] gap-5">
      <Strip
        size="full"
        layout={layOut('full', sessions, 1)}
        name="Thirty sessions that nobody has asked for yet"
      />
      <div className="grid gap-2">
        <h2 className="text-17">No bursts yet</h2>
        <p className="text-reading text-ink-2">
          Ask for sessions in a conversation and each of them shows up here as a bar: tall on a desktop, short
          on a phone, filled once the visit is over. Try this one:
        </p>
        <p className="rounded-control bg-well px-3 py-2 text-reading">
          Run 5 sessions on the demo shop: open the pricing page, then sign up
        </p>
      </div>
      <Link to="/c/new" className={`${buttonClass('ink')} justify-self-start`}>
        Start a conversation
      </Link>
    </div>
  )
}
