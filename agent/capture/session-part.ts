/** Just past the half hour after which every SDK begins a new session. */
const IDLE_S = 31 * 60

interface Stored {
  cookies: Record<string, unknown>[]
  local: Record<string, string>
}

/** PostHog's blob, in localStorage and, shortened, in a cookie; Amplitude's, in either (and no campaign, no queue). */
const BLOBS: { name: RegExp; parts: string[] }[] = [
  { name: /^ph_.+_posthog$/, parts: ['$sesid'] },
  { name: /^AMP_(?!MKTG_|unsent_|remote_)[A-Za-z0-9]+$/, parts: ['sessionId', 'lastEventTime'] },
]

/** What holds nothing but the session: of Hotjar, Clarity, Heap 4 and its replay, Segment's Amplitude, Matomo. */
const OF_SESSION =
  /^(_hj(Session_|AbsoluteSession|FirstSeen|SessionRe|SessionTooLarge|IncludedIn)|_clsk$|_hp2_ses_props\.|userty\.core\.s\.|analytics_session_id(\.|$)|_pk_ses\.)/

/**
 * What tells the person's last event beside what stays theirs, such as the number of the visit: it is dated back, for
 * without it some would take them for new. GA4 in both its writings; Heap 5; FullStory; Amplitude before its version 1.
 */
const LAST_EVENTS: { name: RegExp; time: RegExp; aged(time: string): string }[] = [
  { name: /^_ga_\w+$/, time: /(?<=^GS1(\.\d+){4}\.|^GS2\..*\$t)\d+/, aged: (time) => earlier(time, 1) },
  { name: /^_hp5_let\./, time: /\d{13}/, aged: (time) => earlier(time, 1000) },
  { name: /^_?fs_lua$/, time: /\d{13}/, aged: (time) => earlier(time, 1000) },
  { name: /^amp_[0-9a-f]{6}$/, time: /(?<=^[^.]*\.[^.]*\.[^.]*\.)\w+\.\w+/, aged: () => '0.0' },
]
const earlier = (time: string, perSecond: number) => String(Number(time) - IDLE_S * perSecond)

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
 * After half an hour they do so by themselves. Mixpanel keeps no session and finds them by the gaps in its events;
 * Plausible and Umami keep nothing in the browser.
 */
export function withoutSession<T extends Stored>(storage: T): T {
  return {
    ...storage,
    cookies: storage.cookies
      .filter(({ name }) => !OF_SESSION.test(String(name)))
      .map((cookie) => ({ ...cookie, value: stripped(String(cookie.name), String(cookie.value)) })),
    local: Object.fromEntries(
      Object.entries(storage.local)
        .filter(([key]) => !OF_SESSION.test(key))
        .map(([key, value]) => [key, stripped(key, value)]),
    ),
  }
}

function stripped(name: string, value: string): string {
  const last = LAST_EVENTS.find((one) => one.name.test(name))
  if (last) return value.replace(last.time, last.aged)
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
