import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { explain } from '../problem.ts'
import { SignInForm } from '../session/form.tsx'
import { openSession } from '../session/open-session.ts'
import { SignInDrawing } from './drawing.tsx'

/** The only screen that can be seen without a session. A one-time link signs in by itself. */
export function SignInPage() {
  const { link, next } = useSearch({ from: '/sign-in' })
  const { error, enter } = useEntry(link, next)
  if (link && !error)
    return (
      <p role="status" className="grid h-full place-content-center text-ink-2">
        Signing in with the link
      </p>
    )
  return (
    <div className="grid h-full overflow-y-auto lg:grid-cols-[minmax(420px,5fr)_7fr]">
      <main className="mx-auto flex w-full max-w-[420px] flex-col justify-center gap-6 p-6">
        <div className="flex flex-col gap-2">
          <p className="font-stretch-[94%] font-semibold">SessionBurst</p>
          <h1 className="text-28">Sign in</h1>
          <p className="text-ink-2">Real browser sessions on your own site, from one sentence.</p>
        </div>
        {error && (
          <p role="alert" className="rounded-control bg-fail-soft px-3 py-2">
            {error}
          </p>
        )}
        <SignInForm onSignedIn={enter} />
      </main>
      <SignInDrawing />
    </div>
  )
}

function useEntry(link: string | undefined, next: string | undefined) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [error, setError] = useState<string>()
  const enter = () => {
    queryClient.clear()
    void navigate({ to: next ?? '/', replace: true })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: a link is good for one try
  useEffect(() => {
    if (link) openSession({ link }).then(enter, (cause: unknown) => setError(explain(cause)))
  }, [link])
  return { error, enter }
}
