import type { BurstProgress } from '../events/burst-progress.ts'
import { Fact, Facts } from '../ui/facts.tsx'
import { momentOf } from '../ui/time.ts'
import { devicesInWords, expectedInWords, spentInWords } from './words.ts'

const PACE = { natural: 'natural dwell times', fast: 'fast: nobody waits for dwell times' }

/** What was asked for: the steps of the journey, and how the visits were to come. */
export function BurstPlanFacts({ progress: { burst, sessions } }: { progress: BurstProgress }) {
  return (
    <section aria-labelledby="plan" className="grid gap-5 border-t border-line pt-5 md:grid-cols-[1fr_1fr]">
      <div>
        <h2 id="plan" className="label mb-2">
          Journey
        </h2>
        {burst.journey.length === 0 && <p className="text-reading">They look around as they like.</p>}
        <ol className="grid gap-1.5 text-reading">
          {burst.journey.map((step, at) => (
            // A journey may name a step twice, and never changes.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={at} className="flex gap-3">
              <span className="w-4 shrink-0 text-right text-ink-3">{at + 1}</span>
              <span className="min-w-0 wrap-anywhere">{step}</span>
            </li>
          ))}
        </ol>
      </div>
      <Facts>
        <Fact name="Devices">{devicesInWords(sessions)}</Fact>
        <Fact name="Pace">{PACE[burst.pace]}</Fact>
        <Fact name="First arrival">{momentOf(burst.firstAt)}</Fact>
        <Fact name="Last arrival">{momentOf(burst.lastAt)}</Fact>
        <Fact name="Seed">
          <span className="font-mono text-12">{burst.seed}</span>
        </Fact>
        <Fact name="Took">{spentInWords(burst.spent)}</Fact>
        <Fact name="Expected">{burst.estimate && expectedInWords(burst.estimate)}</Fact>
      </Facts>
    </section>
  )
}
