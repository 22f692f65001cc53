import { lazy, Suspense } from 'react'
import { BurstCard } from '../bursts/card.tsx'
import { ApprovalCard } from './cards/approval-card.tsx'
import { LogCard } from './cards/log-card.tsx'
import { PlanCard } from './cards/plan-card.tsx'
import { PlanFacts } from './cards/plan-facts.tsx'
import type { ChatPart, ToolPart } from './message.ts'
import { Reply } from './reply.tsx'

/** It brings the charts along, which most conversations do without. */
const TrendCard = lazy(async () => ({ default: (await import('./cards/trend-card.tsx')).TrendCard }))

interface Props {
  part: ChatPart
  live: boolean
  /** Whether sessions of the log are listed, or only counted. */
  withRows: boolean
}

/** One part of the agent's message. Calls that the agent puts into words anyway are not drawn. */
export function PartView({ part, live, withRows }: Props) {
  switch (part.type) {
    case 'text':
      return part.text === '' ? null : <Reply text={part.text} live={live} />
    case 'data-turn':
      return <p className="text-ink-2">{part.data.text}</p>
    case 'tool-runBurst':
      return <BurstPart part={part} />
    case 'tool-queryLogs':
      return part.state === 'output-available' && !('error' in part.output) ? (
        <LogCard filters={part.input} page={part.output} withRows={withRows} />
      ) : null
    case 'tool-logTrends':
      return part.state === 'output-available' && !('error' in part.output) ? (
        <Suspense>
          <TrendCard asked={part.input} trend={part.output} />
        </Suspense>
      ) : null
    case 'tool-cancelBurst':
      return part.state === 'approval-requested' ? (
        <ApprovalCard approvalId={part.approval.id} title="Cancel this burst" approve="Cancel the burst">
          <p className="text-ink-2">Someone else started it. Sessions that have not finished end now.</p>
        </ApprovalCard>
      ) : null
    default:
      return null
  }
}

function BurstPart({ part }: { part: ToolPart<'runBurst'> }) {
  if (part.state === 'approval-requested')
    return <PlanCard callId={part.toolCallId} approvalId={part.approval.id} request={part.input} />
  if (part.state !== 'output-available' || 'error' in part.output) return null
  const { burst } = part.output
  if ('id' in burst) return <BurstCard id={burst.id} plan={burst} />
  return (
    <article aria-label="Plan" className="rounded-card border border-line bg-sheet p-4">
      <PlanFacts plan={burst} />
    </article>
  )
}
