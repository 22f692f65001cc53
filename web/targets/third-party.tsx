import type { TargetDoctor } from '../client.ts'
import { cls } from '../ui/class.ts'

type Party = TargetDoctor['thirdParties'][number]

interface Props {
  party: Party
  manages: boolean
  onDecide?: (allowed: boolean) => void
}

const CHOICES = [
  [true, 'Approve'],
  [false, 'Refuse'],
] as const

/** One host: whose it is, how it stands, and the two answers, of which the one in force is pressed. */
export function ThirdParty({ party, manages, onDecide }: Props) {
  const { host, vendor, allowed, decidedBy } = party
  const decided = allowed || decidedBy === 'owner'
  const name = host.replace(/:443$/, '')
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-2">
      <p className="min-w-56 flex-1">
        <span className="block font-mono text-12 wrap-anywhere">{name}</span>
        <span className="text-12 text-ink-2">
          {vendor && `${vendor}, `}
          {wordsOf(party)}
        </span>
      </p>
      {manages && (
        <div className="flex gap-2">
          {CHOICES.map(([choice, word]) => {
            const pressed = decided && allowed === choice
            return (
              <button
                key={word}
                type="button"
                aria-pressed={pressed}
                aria-label={`${word} ${name}`}
                aria-disabled={!onDecide}
                onClick={() => onDecide?.(choice)}
                className={cls(
                  'h-8 touch:h-11 rounded-control border px-3 transition-colors',
                  pressed ? 'border-ink bg-ink text-ground' : 'border-line-2 hover:bg-well',
                )}
              >
                {word}
              </button>
            )
          })}
        </div>
      )}
    </li>
  )
}

function wordsOf({ allowed, decidedBy }: Party): string {
  if (allowed) return decidedBy === 'rule' ? 'approved by rule' : 'approved'
  return decidedBy === 'rule' ? 'waits for a decision; out of reach until then' : 'refused'
}
