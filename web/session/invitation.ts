const KEY = 'invitation'
/** A person who wanted to accept does so on the same day. */
const KEPT_MS = 24 * 3_600_000

/**
 * The token of an invitation while its person signs in or up. It stays in this browser: in an address it would reach
 * the server's log, and a mail's link or a provider may come back in another tab.
 */
export const invitation = {
  keep: (token: string) => localStorage.setItem(KEY, JSON.stringify({ token, at: Date.now() })),
  forget: () => localStorage.removeItem(KEY),
  token(): string | undefined {
    const kept = localStorage.getItem(KEY)
    if (!kept) return undefined
    const { token, at }: { token: string; at: number } = JSON.parse(kept)
    if (Date.now() - at < KEPT_MS) return token
    localStorage.removeItem(KEY)
    return undefined
  },
}
