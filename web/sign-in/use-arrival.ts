import { useQueryClient } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { explain } from '../problem.ts'
import { type ArrivalSearch, readArrival } from './arrival.ts'

/** Goes on to where the person wanted to, with nothing of before in the cache. */
export function useEntry(next: string | undefined) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  return () => {
    const to = next ?? sessionStorage.getItem('next') ?? '/'
    sessionStorage.removeItem('next')
    queryClient.clear()
    void navigate({ href: to, replace: true })
  }
}

/** Signs in whoever comes with something to sign in with; `onEntered` is what follows. */
export function useArrival(search: ArrivalSearch, onEntered: () => void) {
  const { hash } = useLocation()
  const [arrival] = useState(() => readArrival(search, hash))
  const [state, setState] = useState<{ busy: boolean; error?: string }>({
    busy: arrival?.enter !== undefined && !arrival.confirm,
    error: arrival?.problem,
  })
  const enter = () => {
    setState({ busy: true })
    arrival?.enter?.().then(onEntered, (cause: unknown) => setState({ busy: false, error: explain(cause) }))
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what one comes with is good for one try
  useEffect(() => {
    if (state.busy) enter()
  }, [])
  const asks = state.busy || state.error ? undefined : arrival?.confirm
  return { ...state, confirm: asks ? { email: asks, enter } : undefined }
}
