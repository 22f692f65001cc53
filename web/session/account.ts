import type { AuthError, Session, VerifyEmailOtpParams } from '@supabase/supabase-js'
import { api } from '../client.ts'
import { Problem } from '../problem.ts'
import { asked } from './asked.ts'
import { openSession } from './open-session.ts'
import { byMail, hasAccount, supabase } from './supabase.ts'

export type Provider = 'github' | 'google'
/** What a mail is about; the words are Supabase's. */
export type Purpose = 'email' | 'signup' | 'recovery' | 'email_change'
/** Where Supabase sends the person back to; both have to be on its list of redirects. */
const page = (path: '/sign-in' | '/reset') => `${location.origin}${path}`

/** What Supabase refused, in words for people. */
function orThrow(error: AuthError | null): void {
  if (!error) return
  const code = error.code ?? error.name
  throw new Problem({ status: error.status ?? 0, code, detail: WORDS[code] ?? error.message })
}
const WRONG_CODE = 'This code or link is not valid (any more). Ask for a new one.'
const WORDS: Record<string, string> = {
  AuthRetryableFetchError: 'The sign-in does not answer. Check the connection, then try again.',
  invalid_credentials:
    'The address and the password do not belong together. Try again, or reset the password.',
  email_not_confirmed: 'Confirm this address first: a message with a link and a code was sent to it.',
  user_already_exists: 'There is an account with this address. Sign in, or reset its password.',
  otp_expired: WRONG_CODE,
  over_email_send_rate_limit: 'Too many messages were sent just now. Wait a minute, then ask again.',
  over_request_rate_limit: 'Too many tries. Wait a minute, then try again.',
  same_password: 'This is the password you have. Choose another one.',
  bad_code_verifier: 'This sign-in was begun in another browser. Begin it again here.',
  flow_state_not_found: 'This sign-in took too long or was used already. Begin it again.',
}

async function enter(session: Session): Promise<void> {
  const { auth } = await supabase()
  orThrow((await auth.setSession(session)).error)
  await openSession({ accessToken: session.access_token })
}

export async function signIn(email: string, password: string): Promise<void> {
  const { auth } = await supabase()
  const { data, error } = await auth.signInWithPassword({ email, password })
  orThrow(error)
  if (data.session) await openSession({ accessToken: data.session.access_token })
}

/** True when the person is in; false when the address has to be confirmed first. */
export async function signUp(email: string, password: string): Promise<boolean> {
  const { auth } = await byMail()
  asked.note()
  const options = { emailRedirectTo: page('/sign-in') }
  const { data, error } = await auth.signUp({ email, password, options })
  orThrow(error)
  if (data.session) await enter(data.session)
  return data.session !== null
}

export async function sendMail(purpose: 'email' | 'signup' | 'recovery', email: string): Promise<void> {
  const { auth } = await byMail()
  asked.note()
  const options = { emailRedirectTo: page('/sign-in') }
  if (purpose === 'email') orThrow((await auth.signInWithOtp({ email, options })).error)
  else if (purpose === 'signup') orThrow((await auth.resend({ type: 'signup', email, options })).error)
  else orThrow((await auth.resetPasswordForEmail(email, { redirectTo: page('/reset') })).error)
}

export async function enterCode(type: Purpose, email: string, token: string): Promise<void> {
  const { auth } = await byMail()
  const params: VerifyEmailOtpParams = { type, email, token }
  const { data, error } = await auth.verifyOtp(params)
  orThrow(error)
  if (data.session) await enter(data.session)
}

/** Leaves the page for the provider's. */
export async function goTo(provider: Provider): Promise<void> {
  const { auth } = await supabase()
  orThrow((await auth.signInWithOAuth({ provider, options: { redirectTo: page('/sign-in') } })).error)
}

/** Comes back from the provider. */
export async function finishProvider(code: string): Promise<void> {
  const { auth } = await supabase()
  const { data, error } = await auth.exchangeCodeForSession(code)
  orThrow(error)
  if (data.session) await openSession({ accessToken: data.session.access_token })
}

/** Comes from the link of a mail. */
export async function finishMail(tokens: { access_token: string; refresh_token: string }): Promise<void> {
  const { auth } = await supabase()
  const { data, error } = await auth.setSession(tokens)
  orThrow(error)
  if (data.session) await openSession({ accessToken: data.session.access_token })
}

/** A new password ends the person's other sessions, here and at Supabase. */
export async function setPassword(
  password: string,
  current?: { email: string; password: string },
): Promise<void> {
  if (current) {
    const { auth } = await byMail()
    const { error } = await auth.signInWithPassword(current)
    if (error?.code === 'invalid_credentials')
      throw new Problem({ status: 403, code: 'wrong_password', detail: 'This is not your present password.' })
    orThrow(error)
    // It was signed in to be sure of the password; nobody needs that session.
    await auth.signOut({ scope: 'local' })
  }
  const { auth } = await supabase()
  orThrow((await auth.updateUser({ password })).error)
  await signOut('others')
}

/** Asks to change the address. Supabase writes to the present one, or to both. */
export async function changeEmail(email: string): Promise<void> {
  const { auth } = await supabase()
  asked.note()
  orThrow((await auth.updateUser({ email }, { emailRedirectTo: page('/sign-in') })).error)
}

/** Whether this account has a password, as far as Supabase tells: who came by GitHub or Google has none. */
export async function hasPassword(): Promise<boolean> {
  const { auth } = await supabase()
  const { data } = await auth.getUser()
  return data.user?.identities?.some(({ provider }) => provider === 'email') ?? false
}

export async function signOut(scope: 'local' | 'others' | 'global'): Promise<void> {
  if (hasAccount()) {
    const { auth } = await supabase()
    // Ended there already, or out of reach: the cookies, which count here, are ended in any case.
    await auth.signOut({ scope })
  }
  await api.session.$delete({ query: { scope } })
  if (scope === 'others') await renewToken()
}

/** The present token is from before the others were signed out, and is refused like theirs. */
async function renewToken(): Promise<void> {
  if (!hasAccount()) return
  const { auth } = await supabase()
  orThrow((await auth.refreshSession()).error)
}
