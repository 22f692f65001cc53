import type { SupabaseClient } from '@supabase/supabase-js'
import { sessionQuery } from '../queries.ts'
import { queryClient } from '../query-client.ts'

const KEPT = 'sessionburst-account'

type Options = NonNullable<
  NonNullable<Parameters<typeof import('@supabase/supabase-js').createClient>[2]>['auth']
>

async function connect(options: Options): Promise<SupabaseClient> {
  const [{ createClient }, { auth }] = await Promise.all([
    import('@supabase/supabase-js'),
    queryClient.ensureQueryData(sessionQuery),
  ])
  return createClient(auth.url, auth.key, {
    auth: { detectSessionInUrl: false, autoRefreshToken: false, ...options },
  })
}

let kept: Promise<SupabaseClient> | undefined

/** Supabase Auth with the session that this browser keeps, so that its cookie can be renewed. OAuth goes by PKCE. */
export function supabase(): Promise<SupabaseClient> {
  kept ??= connect({ flowType: 'pkce', persistSession: true, storageKey: KEPT }).catch((error: unknown) => {
    kept = undefined
    throw error
  })
  return kept
}

/** For what is answered by mail: its link may be opened on another device, where a PKCE verifier would be missing. */
export const byMail = () => connect({ flowType: 'implicit', persistSession: false })

/** Whether there is a session to renew the cookie with; none for who came by the terminal's link. */
export const hasAccount = () => localStorage.getItem(KEPT) !== null
