import { useState } from 'react'
import { type ApiKey, api } from '../client.ts'
import { queryClient } from '../query-client.ts'
import { Button } from '../ui/button.tsx'
import { cls } from '../ui/class.ts'
import { Confirm } from '../ui/confirm.tsx'
import { dayOf, momentOf } from '../ui/time.ts'

export function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { id, name, lastFour, scopes, lastUsedAt, madeBy, createdAt } = apiKey
  const [asking, setAsking] = useState(false)
  const ended = endOf(apiKey)
  const revoke = async () => {
    await api.keys[':id'].$delete({ param: { id } })
    await queryClient.invalidateQueries({ queryKey: ['keys'] })
  }
  return (
    <li className="grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-1 border-b border-line px-2 py-3 md:grid-cols-[minmax(0,1fr)_90px_240px_80px]">
      <div className="min-w-0 wrap-anywhere">
        <span className={cls('font-medium', ended && 'text-ink-2')}>{name}</span>{' '}
        <span className="font-mono text-12 text-ink-3">sbk_…{lastFour}</span>
        <span className="block text-12 text-ink-2">
          Made {dayOf(createdAt)} by {madeBy.email ?? 'somebody who is gone'}
        </span>
      </div>
      <span className="order-3 text-ink-2 md:order-none">{scopes.join(', ')}</span>
      <p className="order-4 col-span-2 text-12 text-ink-2 md:order-none md:col-span-1">
        {lastUsedAt ? `Last used ${momentOf(lastUsedAt)}` : 'Never used'}
        <span className="block text-ink-3">{ended ?? endsIn(apiKey)}</span>
      </p>
      {ended ? (
        <span />
      ) : (
        <Button kind="danger" aria-label={`Revoke ${name}`} onClick={() => setAsking(true)}>
          Revoke
        </Button>
      )}
      {asking && (
        <Confirm
          title={`Revoke ${name}?`}
          action={`Revoke ${name}`}
          keep="Keep it"
          onConfirm={revoke}
          onClose={() => setAsking(false)}
        >
          <p>
            Whatever uses the key that ends in <span className="font-mono text-12 text-ink">{lastFour}</span>{' '}
            is refused from now on. This can't be undone; make another key instead.
          </p>
        </Confirm>
      )}
    </li>
  )
}

/** How it ended; undefined while it works. */
function endOf({ revokedAt, expiresAt }: ApiKey): string | undefined {
  if (revokedAt) return `Revoked ${dayOf(revokedAt)}`
  if (expiresAt && Date.parse(expiresAt) <= Date.now()) return `Expired ${dayOf(expiresAt)}`
  return undefined
}

const endsIn = ({ expiresAt }: ApiKey) => (expiresAt ? `Expires ${dayOf(expiresAt)}` : 'Never expires')
