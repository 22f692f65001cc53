import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type BurstRequest, json } from '../../client.ts'
import { explain } from '../../problem.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { ApprovalCard } from './approval-card.tsx'
import { PlanFacts } from './plan-facts.tsx'
import { useDecision } from './use-decision.ts'

const MOST_SESSIONS = 10_000

interface Props {
  callId: string
  approvalId: string
  request: BurstRequest
}

/** A burst that waits for a person: what it will do, on which target, with how many sessions and when. */
export function PlanCard({ callId, approvalId, request }: Props) {
  const [sessions, setSessions] = useState<number | null>(request.sessions)
  const { decide } = useDecision(approvalId)
  const { data: plan, error } = useQuery({
    queryKey: ['plan', callId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const answer = await json(api.bursts.$post({ json: { ...request, dryRun: true } }))
      return 'plan' in answer ? answer.plan : undefined
    },
  })
  const changed = sessions !== null && sessions !== request.sessions
  const again = `Make it ${sessions} ${sessions === 1 ? 'session' : 'sessions'}`
  return (
    <ApprovalCard
      approvalId={approvalId}
      title="Plan that waits for your approval"
      approve={changed ? again : `Approve ${request.sessions} sessions`}
      onApprove={changed ? () => decide(false, again) : undefined}
    >
      {plan && <PlanFacts plan={plan} />}
      {error && <p className="text-fail">{explain(error)}</p>}
      <NumberField
        label="Number of sessions"
        value={sessions}
        onChange={setSessions}
        min={1}
        max={MOST_SESSIONS}
      />
    </ApprovalCard>
  )
}
