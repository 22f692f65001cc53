import { finishMail, finishProvider } from '../session/account.ts'
import { asked } from '../session/asked.ts'
import { openSession } from '../session/open-session.ts'

export interface ArrivalSearch {
  link?: string
  next?: string
  /** From GitHub or Google, by way of Supabase. */
  code?: string
  error_description?: string
}
export interface Arrival {
  /** Signs in; missing when there is nothing to sign in with. */
  enter?: () => Promise<void>
  /** The address to agree to first: the link was asked for by somebody else, or on another device. */
  confirm?: string
  problem?: string
}

/** What the address says that the person came with: a link of the terminal, a code of a provider, tokens of a mail. */
export function readArrival(
  { link, code, error_description }: ArrivalSearch,
  hash: string,
): Arrival | undefined {
  const fragment = new URLSearchParams(hash)
  const problem = error_description ?? fragment.get('error_description')
  if (problem) return { problem: `${problem.replace(/\.?$/, '.')} Sign in below, or ask for a new link.` }
  if (link) return { enter: () => openSession({ link }) }
  if (code) return { enter: once(code, () => finishProvider(code)) }
  const access_token = fragment.get('access_token')
  const refresh_token = fragment.get('refresh_token')
  if (!access_token || !refresh_token) return undefined
  const enter = once(refresh_token, () => finishMail({ access_token, refresh_token }))
  return asked.lately() ? { enter } : { enter, confirm: emailIn(access_token) }
}

const done = new Map<string, Promise<void>>()

/** A code is good for one try, however often the screen is drawn. */
const once = (key: string, work: () => Promise<void>) => () => {
  const begun = done.get(key) ?? work()
  done.set(key, begun)
  return begun
}

/** For the eye only: the server checks the token. */
function emailIn(token: string): string {
  try {
    const [, payload = ''] = token.split('.')
    const claims: { email?: unknown } = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')))
    return typeof claims.email === 'string' ? claims.email : 'somebody'
  } catch {
    return 'somebody'
  }
}
