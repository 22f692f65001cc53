import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type TargetDetail } from '../client.ts'
import { targetsQuery } from '../queries.ts'
import { queryClient } from '../query-client.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Section } from '../ui/section.tsx'

export function RemoveSection({ target }: { target: TargetDetail }) {
  const [asking, setAsking] = useState(false)
  const navigate = useNavigate()
  const remove = async () => {
    await api.targets[':id'].$delete({ param: { id: target.id } })
    await navigate({ to: '/settings/targets', replace: true })
    await queryClient.invalidateQueries(targetsQuery)
  }
  return (
    <Section title="Delete" hint="With its bursts and their log. Visits that are on it end.">
      <Button kind="danger" className="border border-line-2" onClick={() => setAsking(true)}>
        Delete this target
      </Button>
      {asking && (
        <Confirm
          title={`Delete ${target.name}?`}
          action={`Delete ${target.name}`}
          keep="Keep it"
          onConfirm={remove}
          onClose={() => setAsking(false)}
        >
          <p>
            <span className="font-medium text-ink">{target.origin}</span> goes with all its bursts, sessions,
            pictures, secrets and visitors. This can't be undone.
            {target.demo && ' The demo shop comes back, empty, when the server starts again.'}
          </p>
        </Confirm>
      )}
    </Section>
  )
}
