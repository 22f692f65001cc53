import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type TargetDetail } from '../client.ts'
import { queryClient } from '../query-client.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { ShowMore } from '../ui/more.tsx'
import { Section } from '../ui/section.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { LearntStep } from './learnt-step.tsx'
import { memoryQuery } from './memory-query.ts'

/** What visits have learnt here: each step with its actions, how it was healed, and a way to forget it. */
export function MemorySection({ target, manages }: { target: TargetDetail; manages: boolean }) {
  const query = memoryQuery(target.id)
  const { data, error, refetch, ...pages } = useInfiniteQuery(query)
  const [asking, setAsking] = useState(false)
  const steps = data?.pages.flatMap(({ items }) => items) ?? []
  const changed = () => queryClient.invalidateQueries({ queryKey: query.queryKey })
  const forgetAll = async () => {
    await api.targets[':id'].memory.$delete({ param: { id: target.id } })
    await changed()
  }
  return (
    <Section
      title="Learnt steps"
      hint="What each step comes to on a page. Later visits do it again and ask the model nothing; where it fails, it is healed once."
    >
      <div className="grid gap-4">
        {error && !data && <Trouble what="The learnt steps" error={error} onRetry={refetch} />}
        {data && steps.length === 0 && <p>None yet. The first visit that takes a step learns it.</p>}
        {steps.length > 0 && (
          <ul className="border-t border-line" aria-label="Learnt steps">
            {steps.map((step) => (
              <LearntStep key={step.id} {...{ target, step, manages }} onForgotten={changed} />
            ))}
          </ul>
        )}
        <ShowMore {...pages} />
        {manages && steps.length > 0 && (
          <Button
            kind="danger"
            className="justify-self-start border border-line-2"
            onClick={() => setAsking(true)}
          >
            Forget all steps
          </Button>
        )}
      </div>
      {asking && (
        <Confirm
          title={`Forget all steps of ${target.name}?`}
          action="Forget them"
          keep="Keep them"
          onConfirm={forgetAll}
          onClose={() => setAsking(false)}
        >
          <p>The next visits ask the model again what each step comes to.</p>
        </Confirm>
      )}
    </Section>
  )
}
