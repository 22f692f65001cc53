import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, type TargetDetail, type TargetVisitor } from '../client.ts'
import { IconButton } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { dayOf } from '../ui/time.ts'

interface Props {
  target: TargetDetail
  account: TargetVisitor
  manages: boolean
  onForgotten: () => Promise<void>
}

/** One account that a visitor made; forgetting it asks first. */
export function Account({ target, account, manages, onForgotten }: Props) {
  const [asking, setAsking] = useState(false)
  const { id: visitor, visits } = account
  const email = account.email ?? 'sealed with a secret that is gone'
  const forget = async () => {
    await api.targets[':id'].visitors[':visitor'].$delete({ param: { id: target.id, visitor } })
    await onForgotten()
  }
  return (
    <li className="flex items-center gap-3 border-b border-line py-1">
      <span className="min-w-0 flex-1 text-12 wrap-anywhere">{email}</span>
      <span className="text-12 whitespace-nowrap text-ink-3">
        {account.accountAt && `made ${dayOf(account.accountAt)}, `}
        {visits} {visits === 1 ? 'visit' : 'visits'}
      </span>
      {manages && (
        <IconButton label={`Forget the visitor ${email}`} onClick={() => setAsking(true)}>
          <Trash2 size={14} aria-hidden />
        </IconButton>
      )}
      {asking && (
        <Confirm
          title="Forget this visitor?"
          action="Forget them"
          keep="Keep them"
          onConfirm={forget}
          onClose={() => setAsking(false)}
        >
          <p>
            <span className="font-medium text-ink">{email}</span> can't come back then, and leaves this list.
            The account itself stays on the site.
          </p>
        </Confirm>
      )}
    </li>
  )
}
