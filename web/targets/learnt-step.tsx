import { useMutation, useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, type LearntStepRow, type TargetDetail } from '../client.ts'
import { explain } from '../problem.ts'
import { Alert } from '../ui/alert.tsx'
import { IconButton } from '../ui/button.tsx'
import { dayOf } from '../ui/time.ts'
import { Trouble } from '../ui/trouble.tsx'
import { stepQuery } from './memory-query.ts'

interface Props {
  target: TargetDetail
  step: LearntStepRow
  manages: boolean
  onForgotten: () => Promise<void>
}

/** One step and what it comes to; opened, also how it was healed. */
export function LearntStep({ target, step, manages, onForgotten }: Props) {
  const [open, setOpen] = useState(false)
  const forget = useMutation({
    mutationFn: () =>
      api.targets[':id'].memory[':entry'].$delete({ param: { id: target.id, entry: step.id } }),
    onSuccess: onForgotten,
  })
  return (
    <li className="flex items-start gap-3 border-b border-line py-1">
      <details
        className="min-w-0 flex-1 py-1.5"
        onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      >
        <summary className="cursor-pointer text-12 wrap-anywhere">
          {step.step}{' '}
          <span className="text-ink-3">
            on {step.path}, {step.device}
            {step.version > 1 && `, healed ${step.version === 2 ? 'once' : `${step.version - 1} times`}`}
          </span>
        </summary>
        <p className="mt-1 text-12 text-ink-2 wrap-anywhere">{actionsInWords(step.actions)}</p>
        {open && step.version > 1 && <Healings id={target.id} entry={step.id} />}
      </details>
      <Alert>{forget.error ? explain(forget.error) : undefined}</Alert>
      {manages && (
        <IconButton
          label={`Forget the step ${step.step} on ${step.path}, ${step.device}`}
          onClick={() => forget.mutate()}
          disabled={forget.isPending}
        >
          <Trash2 size={14} aria-hidden />
        </IconButton>
      )}
    </li>
  )
}

/** Newest first; the first of all, which healed nothing, is left out. */
function Healings({ id, entry }: { id: string; entry: string }) {
  const { data, error, refetch } = useQuery(stepQuery(id, entry))
  if (error && !data) return <Trouble what="How it was healed" error={error} onRetry={refetch} />
  const history = data?.history.filter(({ before }) => before !== null) ?? []
  return (
    <ul className="mt-1 grid gap-1 text-12 text-ink-2" aria-label="Healings">
      {history.map(({ version, at, reason, before }) => (
        <li key={version} className="wrap-anywhere">
          {dayOf(at)}: {reason ?? 'it no longer served'}. Before: {actionsInWords(before ?? [])}
        </li>
      ))}
    </ul>
  )
}

const actionsInWords = (rounds: LearntStepRow['actions']) =>
  rounds
    .flat()
    .map(({ method, description, arguments: given }) =>
      [method, `"${description}"`, ...given.map((value) => `with ${value}`)].join(' '),
    )
    .join(', then ')
