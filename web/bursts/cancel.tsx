import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Burst, json } from '../client.ts'
import { type BurstProgress, nextProgress } from '../events/burst-progress.ts'
import { explain } from '../problem.ts'
import { queryClient } from '../query-client.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { burstKey } from './burst-query.ts'
import { overCount, sessionsInWords } from './words.ts'

/** Ends what is open of a burst, once the person has said that this is the one. */
export function CancelBurst({ burst }: { burst: Burst }) {
  const [asking, setAsking] = useState(false)
  const open = burst.sessions - overCount(burst)
  const cancel = useMutation({
    mutationFn: () => json(api.bursts[':id'].cancel.$post({ param: { id: burst.id } })),
    onSuccess: (answer) => {
      queryClient.setQueryData<BurstProgress>(burstKey(burst.id), (before) =>
        nextProgress(before, { type: 'end', burst: answer.burst }),
      )
      setAsking(false)
    },
  })
  return (
    <>
      <Button kind="danger" onClick={() => setAsking(true)}>
        Cancel
      </Button>
      <Dialog open={asking} onOpenChange={setAsking} title={`Cancel the burst on ${burst.target.name}?`}>
        <div className="grid gap-4">
          <p className="text-ink-2">
            {open === 1
              ? 'The session that is not over ends'
              : `The ${sessionsInWords(open)} that are not over end`}{' '}
            now. What has been visited stays in the log.
          </p>
          {cancel.error && (
            <p role="alert" className="text-fail">
              {explain(cancel.error)}
            </p>
          )}
          <div className="flex justify-end gap-2">
            <Button kind="quiet" onClick={() => setAsking(false)}>
              Keep it going
            </Button>
            <Button kind="danger" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
              {cancel.isPending ? 'Cancelling' : `Cancel ${sessionsInWords(open)}`}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  )
}
