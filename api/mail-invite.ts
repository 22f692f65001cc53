import { createClient } from '@supabase/supabase-js'
import type { MailInvite } from '../agent/invites/invite.ts'

/**
 * Has Supabase Auth write the mail: a sign-in link that opens the invitation, for those with an account and those
 * without. The publishable key is enough, and the project's own templates and limits hold. The page's address must
 * stand in the project's redirect URLs, else the link leads to its site URL.
 */
export function mailBySupabase(
  { url, key }: { url: string; key: string },
  onError: (error: unknown, what: string) => void,
): MailInvite {
  const { auth } = createClient(url, key, { auth: { persistSession: false, autoRefreshToken: false } })
  return async ({ email, link }) => {
    const { error } = await auth.signInWithOtp({ email, options: { emailRedirectTo: link } })
    if (error) onError(error, 'mail of an invitation')
    return !error
  }
}
