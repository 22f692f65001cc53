import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type TargetDetail } from '../client.ts'
import { queryClient } from '../query-client.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { ShowMore } from '../ui/more.tsx'
import { Section } from '../ui/section.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { Account } from './account.tsx'
import { accountsQuery } from './visitors-query.ts'

/** The people of earlier visits, who can come back, and the accounts they made on the site. */
export function VisitorsSection({ target, manages }: { target: TargetDetail; manages: boolean }) {
  const query = accountsQuery(target.id)
  const { data, error, refetch, ...pages } = useInfiniteQuery(query)
  const [asking, setAsking] = useState(false)
  const accounts = data?.pages.flatMap(({ items }) => items) ?? []
  const totals = data?.pages[0]?.totals
  const changed = () => queryClient.invalidateQueries({ queryKey: query.queryKey })
  const forgetAll = async () => {
    await api.targets[':id'].visitors.$delete({ param: { id: target.id } })
    await changed()
  }
  return (
    <Section
      title="Visitors"
      hint="What the browsers of earlier visits kept, sealed, so that the same people can come back; and the accounts they made, for cleaning up."
    >
      <div className="grid gap-4">
        {error && !data && <Trouble what="The visitors" error={error} onRetry={refetch} />}
        {totals && <p>{inWords(totals)}</p>}
        {accounts.length > 0 && (
          <ul className="border-t border-line" aria-label="Accounts they made">
            {accounts.map((account) => (
              <Account key={account.id} {...{ target, account, manages }} onForgotten={changed} />
            ))}
          </ul>
        )}
        <ShowMore {...pages} />
        {manages && totals !== undefined && totals.people > 0 && (
          <Button
            kind="danger"
            className="justify-self-start border border-line-2"
            onClick={() => setAsking(true)}
          >
            Forget all visitors
          </Button>
        )}
      </div>
      {asking && (
        <Confirm
          title={`Forget all visitors of ${target.name}?`}
          action="Forget them"
          keep="Keep them"
          onConfirm={forgetAll}
          onClose={() => setAsking(false)}
        >
          <p>
            Nobody can come back then, and the list of accounts is empty. The accounts themselves stay on the
            site. This can't be undone.
          </p>
        </Confirm>
      )}
    </Section>
  )
}

function inWords({ people, canReturn, accounts }: { people: number; canReturn: number; accounts: number }) {
  if (people === 0) return 'Nobody yet. Visits that end well are kept here, each with the account it made.'
  const back =
    canReturn === 1 ? '1 person can come back' : `${canReturn.toLocaleString('en')} people can come back`
  const made = accounts === 1 ? '1 account was made' : `${accounts.toLocaleString('en')} accounts were made`
  return `${back}, ${accounts === 0 ? 'no account was made' : made}.`
}
