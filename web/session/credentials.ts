import { sessionQuery } from '../queries.ts'
import { queryClient } from '../query-client.ts'
import { openSession } from './open-session.ts'

export type Way = 'signIn' | 'signUp'

/** Signs in, or up and in, with Supabase Auth; answers what went wrong, in its own words. */
export async function signInWith(way: Way, email: string, password: string): Promise<string | undefined> {
  const [{ createClient }, { auth }] = await Promise.all([
    import('@supabase/supabase-js'),
    queryClient.ensureQueryData(sessionQuery),
  ])
  // The cookie is the session; the token is used once and kept nowhere.
  const client = createClient(auth.url, auth.key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  })
  const { data, error } = await (way === 'signIn'
    ? client.auth.signInWithPassword({ email, password })
    : client.auth.signUp({ email, password }))
  if (error) return error.message
  if (!data.session) return 'Confirm the address first: a message is on its way to it.'
  await openSession({ accessToken: data.session.access_token })
  return undefined
}
