import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../client.ts'
import { queryClient } from '../query-client.ts'
import { IconButton } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Section } from '../ui/section.tsx'
import { dayOf } from '../ui/time.ts'
import { Trouble } from '../ui/trouble.tsx'
import { SecretForm } from './secret-form.tsx'
import { secretsQuery } from './secrets-query.ts'

/** What a journey types without anybody reading it. Values go in and never come out. */
export function SecretsSection({ id }: { id: string }) {
  const query = secretsQuery(id)
  const { data, error, refetch } = useQuery(query)
  const [removing, setRemoving] = useState<string>()
  const changed = () => queryClient.invalidateQueries(query)
  const remove = async (name: string) => {
    await api.targets[':id'].secrets[':name'].$delete({ param: { id, name } })
    await changed()
  }
  return (
    <Section
      title="Secrets"
      hint={
        'Such as the password of a test account, kept sealed: nobody can read it again. A journey types it by its name: "log in with {{secret.demoEmail}} and {{secret.demoPassword}}".'
      }
    >
      <div className="grid gap-4">
        {error && !data && <Trouble what="The secrets" error={error} onRetry={refetch} />}
        {data && data.items.length > 0 && (
          <ul className="border-t border-line">
            {data.items.map(({ name, updatedAt }) => (
              <li key={name} className="flex items-center gap-3 border-b border-line py-1">
                <span className="min-w-0 flex-1 font-mono text-12 wrap-anywhere">{name}</span>
                <span className="text-12 whitespace-nowrap text-ink-3">set {dayOf(updatedAt)}</span>
                <IconButton label={`Delete the secret ${name}`} onClick={() => setRemoving(name)}>
                  <Trash2 size={14} aria-hidden />
                </IconButton>
              </li>
            ))}
          </ul>
        )}
        <SecretForm target={id} onKept={changed} />
      </div>
      {removing && (
        <Confirm
          title={`Delete the secret ${removing}?`}
          action="Delete it"
          keep="Keep it"
          onConfirm={() => remove(removing)}
          onClose={() => setRemoving(undefined)}
        >
          <p>Sessions whose journey types it fail until it is set again.</p>
        </Confirm>
      )}
    </Section>
  )
}
