import { queryOptions } from '@tanstack/react-query'
import { sessionQuery } from '../queries.ts'
import { queryClient } from '../query-client.ts'

interface Ways {
  email: boolean
  signUp: boolean
  github: boolean
  google: boolean
}

/** What can be signed in with: GoTrue's own answer, hosted and embedded alike, so that no button is dead. */
export const waysQuery = queryOptions({
  queryKey: ['ways'],
  staleTime: 5 * 60_000,
  queryFn: async (): Promise<Ways> => {
    const { auth } = await queryClient.ensureQueryData(sessionQuery)
    const answer = await fetch(`${auth.url}/auth/v1/settings`, { headers: { apikey: auth.key } })
    const settings: { external?: Record<string, unknown>; disable_signup?: unknown } = await answer.json()
    const { email, github, google } = settings.external ?? {}
    return {
      email: email !== false,
      signUp: settings.disable_signup !== true,
      github: github === true,
      google: google === true,
    }
  },
})
