import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, json } from '../client.ts'
import { AskManagers } from '../session/ask-managers.tsx'
import { useRole } from '../session/role.ts'
import { ShowMore } from '../ui/more.tsx'
import { Part } from '../ui/part.tsx'
import { RowOutlines } from '../ui/row-outlines.tsx'
import { Screen } from '../ui/screen.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { type MadeKey, NewKeyForm } from './new-key-form.tsx'
import { KeyRow } from './row.tsx'
import { ShownOnce } from './shown-once.tsx'

/** What programs sign in with: made, shown once, listed, revoked. */
export function KeysPage() {
  const { role, manages } = useRole()
  return (
    <Screen title="API keys">
      {role && !manages && <AskManagers to="see or make API keys" />}
      {manages && <Keys />}
    </Screen>
  )
}

function Keys() {
  const [made, setMade] = useState<MadeKey>()
  const pages = useInfiniteQuery({
    queryKey: ['keys'],
    queryFn: ({ pageParam }) => json(api.keys.$get({ query: { limit: '50', cursor: pageParam } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  })
  const keys = pages.data?.pages.flatMap((page) => page.items)
  return (
    <div className="grid gap-12">
      <Part
        title="New key"
        hint="A program sends it as Authorization: Bearer. It may do in this workspace what you may, within its scope, and stops when you leave."
      >
        {made ? <ShownOnce made={made} onDone={() => setMade(undefined)} /> : <NewKeyForm onMade={setMade} />}
      </Part>
      <Part title="Keys">
        {pages.error && !keys && <Trouble what="The keys" error={pages.error} onRetry={pages.refetch} />}
        {!keys && !pages.error && <RowOutlines what="the keys" />}
        {keys?.length === 0 && (
          <p className="max-w-[520px] text-reading text-ink-2">
            No keys yet. With one, a script or a CI job can start bursts and read the log: see{' '}
            <a href="/docs" className="text-ink underline underline-offset-4">
              the reference
            </a>
            .
          </p>
        )}
        {keys && keys.length > 0 && (
          <ul className="border-t border-line">
            {keys.map((key) => (
              <KeyRow key={key.id} apiKey={key} />
            ))}
          </ul>
        )}
        <ShowMore {...pages} />
      </Part>
    </div>
  )
}
