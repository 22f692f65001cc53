import { QueryClient } from '@tanstack/react-query'
import { Problem } from './problem.ts'

/** The one cache of the page. Only what may pass by itself is tried again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (tries, error) =>
        tries < 2 && (!(error instanceof Problem) || error.status === 0 || error.status >= 500),
    },
  },
})
