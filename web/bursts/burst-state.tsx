import type { Burst } from '../client.ts'
import { Elapsed } from './elapsed.tsx'
import { stateInWords } from './words.ts'

export function BurstState({ burst }: { burst: Burst }) {
  return (
    <p className="text-12 text-ink-2">
      {stateInWords(burst.state)}
      <span className="text-ink-3">
        {' · '}
        <Elapsed burst={burst} />
      </span>
    </p>
  )
}
