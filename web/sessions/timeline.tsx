import { Check, X } from 'lucide-react'
import type { SessionDetail } from '../client.ts'
import { isOpen } from '../events/burst-progress.ts'
import { clockOf, durationOf } from '../ui/time.ts'
import { Picture } from './picture.tsx'

type Step = SessionDetail['steps'][number]
interface Props {
  session: Pick<SessionDetail, 'steps' | 'outcome'>
  journey: string[]
  /** Where the screen after a step is kept. */
  pictureOf: (step: number) => string
}

/** What the visitor did, step by step with the screen after it, and what of the journey was not come to. */
export function Timeline({ session: { steps, outcome }, journey, pictureOf }: Props) {
  const ahead = journey.slice(steps.length)
  if (steps.length === 0 && ahead.length === 0) return null
  return (
    <section aria-labelledby="timeline" className="grid gap-3">
      <h2 id="timeline" className="text-17">
        Steps
      </h2>
      <ol>
        {steps.map((step) => (
          <StepItem key={step.number} step={step} picture={pictureOf(step.number)} />
        ))}
        {ahead.map((text, at) => (
          // A journey may name a step twice, and never changes.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={at} className="grid grid-cols-[20px_1fr] gap-x-3 pb-4">
            <span aria-hidden className="mt-0.5 size-4 rounded-chip border border-line-2" />
            <p className="text-reading text-ink-2">
              {text} <span className="text-12 text-ink-3">{isOpen(outcome) ? 'not yet' : 'not reached'}</span>
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}

function StepItem({ step, picture }: { step: Step; picture: string }) {
  const took = durationOf(Date.parse(step.endedAt) - Date.parse(step.startedAt))
  const Icon = step.ok ? Check : X
  return (
    <li className="relative grid grid-cols-[20px_1fr_auto] gap-x-3 pb-4 before:absolute before:top-5 before:bottom-0.5 before:left-[7.5px] before:w-px before:bg-line last:before:hidden">
      <span
        className={`mt-0.5 grid size-4 place-items-center rounded-chip text-ground ${step.ok ? 'bg-ink' : 'bg-fail'}`}
      >
        <Icon size={11} strokeWidth={3} aria-hidden />
        <span className="heard">{step.ok ? 'Done:' : 'Failed:'}</span>
      </span>
      <div className="grid min-w-0 gap-1">
        <p className="text-reading font-medium wrap-anywhere">{step.text}</p>
        {step.reason && <p className="text-fail wrap-anywhere">{step.reason}</p>}
        {step.actions.length > 0 && (
          <ul className="text-ink-2">
            {step.actions.map((action, at) => (
              // The same action may be done twice, and what was done does not change.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <li key={at} className="wrap-anywhere">
                {action}
              </li>
            ))}
          </ul>
        )}
        <p className="text-12 text-ink-3">
          {clockOf(step.startedAt)} · {took}
          {step.resolvedBy && <> · {step.resolvedBy === 'memory' ? 'from memory' : 'asked the model'}</>}
        </p>
        <p className="truncate font-mono text-12 text-ink-3" title={step.url}>
          {step.url}
        </p>
      </div>
      {step.screenshot && (
        <Picture url={picture} alt={`The screen after step ${step.number}, ${step.text}`} size="step" />
      )}
    </li>
  )
}
