import { sessionQuery } from '../queries.ts'
import { queryClient } from '../query-client.ts'
import { session } from './ended.ts'
import { openSession } from './open-session.ts'
import { hasAccount, supabase } from './supabase.ts'

const LOOK_MS = 5 * 60_000
/** Supabase's tokens live an hour. */
const RENEW_MS = 45 * 60_000

let renewedAt = Date.now()

/** A new token, and the cookie made as fresh as it; false when Supabase has ended the session. */
async function renew(): Promise<boolean> {
  if (!hasAccount()) return false
  const { auth } = await supabase()
  const { data } = await auth.refreshSession()
  if (!data.session) return false
  await openSession({ accessToken: data.session.access_token })
  renewedAt = Date.now()
  return true
}

/** Asks the server, whose clock counts, whether this browser is still signed in, and does what can be done about it. */
export async function checkSession(): Promise<void> {
  const { signedIn } = await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 })
  if (signedIn && Date.now() - renewedAt < RENEW_MS) return session.resume()
  // A session of the terminal's link has no token: the question itself has prolonged it.
  if (signedIn && !hasAccount()) return session.resume()
  if (!(await session.renew()) && !signedIn) session.end()
}

/**
 * Keeps the browser signed in while the page is open. It goes by the clock on the wall: after a laptop's sleep the
 * timer fires late and the page becomes visible, and either finds how old the token is.
 */
export function keepSession(): () => void {
  const look = () => {
    // Not reached now, it is asked again at the next look, or when a request is refused.
    if (document.visibilityState === 'visible') checkSession().catch(() => undefined)
  }
  const timer = setInterval(look, LOOK_MS)
  document.addEventListener('visibilitychange', look)
  addEventListener('online', look)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
    removeEventListener('online', look)
  }
}

session.renewWith(renew)
