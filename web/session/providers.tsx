import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { explain } from '../problem.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { goTo, type Provider } from './account.ts'
import { waysQuery } from './ways.ts'

const NAMES: Record<Provider, string> = { github: 'GitHub', google: 'Google' }

/** The providers that this server knows. What is typed on the page is kept while the person is away. */
export function Providers({ next }: { next?: string }) {
  const { data: ways } = useQuery(waysQuery)
  const [error, setError] = useState<string>()
  const offered = (['github', 'google'] as const).filter((provider) => ways?.[provider])
  if (offered.length === 0) return null
  const leave = (provider: Provider) => {
    if (next) sessionStorage.setItem('next', next)
    goTo(provider).catch((cause: unknown) => setError(explain(cause)))
  }
  return (
    <div className="flex flex-col gap-2">
      <p className="label flex items-center gap-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or
      </p>
      {offered.map((provider) => (
        <Button key={provider} onClick={() => leave(provider)}>
          Continue with {NAMES[provider]}
        </Button>
      ))}
      <Alert>{error}</Alert>
    </div>
  )
}
