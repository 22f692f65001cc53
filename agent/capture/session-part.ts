interface Stored {
  cookies: Record<string, unknown>[]
  local: Record<string, string>
}

/** PostHog's blob, in localStorage and, shortened, in a cookie; Amplitude's, in either (and no campaign, no queue). */
const BLOBS: { name: RegExp; parts: string[] }[] = [
  { name: /^ph_.+_posthog$/, parts: ['$sesid'] },
  { name: /^AMP_(?!MKTG_|unsent_|remote_)[A-Za-z0-9]+$/, parts: ['sessionId', 'lastEventTime'] },
]

/** How a blob may be written: as JSON, as such in a cookie, and as Amplitude has it there. */
const WRITINGS: { read(text: string): string; write(json: string): string }[] = [
  { read: (text) => text, write: (json) => json },
  { read: decodeURIComponent, write: encodeURIComponent },
  {
    read: (text) => decodeURIComponent(atob(decodeURIComponent(text))),
    write: (json) => encodeURIComponent(btoa(encodeURIComponent(json))),
  },
]

/**
 * The same storage without what ties the next event to the last session: the SDKs begin a new one for the same person.
 * After half an hour they do so by themselves. Mixpanel keeps no session; it finds them by the gaps in its events.
 */
export function withoutSession<T extends Stored>(storage: T): T {
  return {
    ...storage,
    cookies: storage.cookies.map((cookie) => ({
      ...cookie,
      value: stripped(String(cookie.name), String(cookie.value)),
    })),
    local: Object.fromEntries(
      Object.entries(storage.local).map(([key, value]) => [key, stripped(key, value)]),
    ),
  }
}

function stripped(name: string, value: string): string {
  const blob = BLOBS.find((one) => one.name.test(name))
  if (!blob) return value
  for (const { read, write } of WRITINGS) {
    const held = parsed(() => read(value))
    if (!held) continue
    const rest = Object.entries(held).filter(([key]) => !blob.parts.includes(key))
    return write(JSON.stringify(Object.fromEntries(rest)))
  }
  return value
}

function parsed(read: () => string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(read())
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    // Not written this way.
    return undefined
  }
}
