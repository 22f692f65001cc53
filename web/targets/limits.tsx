import { useState } from 'react'
import type { TargetDetail } from '../client.ts'
import { explain } from '../problem.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { Section } from '../ui/section.tsx'
import { SaveRow } from './save-row.tsx'
import { useChange } from './use-change.ts'

const MOST = { sessionsPerHour: 10_000, sessionsAtOnce: 100 }

/** What the site bears. The demo shop is ours and bears more than one can set. */
export function LimitsSection({ target, manages }: { target: TargetDetail; manages: boolean }) {
  const { usualLimits: usual, limits } = target
  return (
    <Section
      title="Limits"
      hint={`So that a burst never weighs on the site. The usual: ${count(usual.sessionsPerHour)} sessions an hour, ${count(usual.sessionsAtOnce)} at once.`}
    >
      {manages && !target.demo ? (
        <LimitsForm target={target} />
      ) : (
        <Facts>
          <Fact name="Sessions an hour">{count(limits.sessionsPerHour)}</Fact>
          <Fact name="Sessions at once">{count(limits.sessionsAtOnce)}</Fact>
        </Facts>
      )}
    </Section>
  )
}

function LimitsForm({ target }: { target: TargetDetail }) {
  const { limits, usualLimits: usual } = target
  const [typed, setTyped] = useState<{ sessionsPerHour?: number | null; sessionsAtOnce?: number | null }>({})
  const { sessionsPerHour, sessionsAtOnce } = { ...limits, ...typed }
  const change = useChange(target.id)
  const save = (next: { sessionsPerHour: number | null; sessionsAtOnce: number | null }) =>
    change.mutate({ limits: next }, { onSuccess: () => setTyped({}) })
  const isUsual =
    limits.sessionsPerHour === usual.sessionsPerHour && limits.sessionsAtOnce === usual.sessionsAtOnce
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        save({ sessionsPerHour, sessionsAtOnce })
      }}
    >
      <NumberField
        label="Sessions an hour"
        value={sessionsPerHour}
        onChange={(value) => setTyped({ ...typed, sessionsPerHour: value })}
        min={1}
        max={MOST.sessionsPerHour}
      />
      <NumberField
        label="Sessions at once"
        value={sessionsAtOnce}
        onChange={(value) => setTyped({ ...typed, sessionsAtOnce: value })}
        min={1}
        max={MOST.sessionsAtOnce}
      />
      <Alert>{change.error ? explain(change.error) : undefined}</Alert>
      <SaveRow change={change} label="Save the limits">
        {!isUsual && (
          <Button kind="quiet" onClick={() => save({ sessionsPerHour: null, sessionsAtOnce: null })}>
            Back to the usual
          </Button>
        )}
      </SaveRow>
    </form>
  )
}

const count = (number: number) => number.toLocaleString('en-GB')
