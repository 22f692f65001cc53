interface Persona {
  os?: string
  screen?: string
  language?: string
  timeZone?: string
}

/** Where a visit at Browserbase can be seen, as far as the runner noted it. */
export function seenAt(metadata: Record<string, unknown>): { live?: string; recording?: string } {
  const seen = isRecord(metadata.browserbase) ? metadata.browserbase : {}
  const link = (name: string) => {
    const url = seen[name]
    return typeof url === 'string' && url.startsWith('https://') ? url : undefined
  }
  return { live: link('live'), recording: link('recording') }
}

/** What the runner noted of the identity that visited, as far as it is there. */
export function personaOf(metadata: Record<string, unknown>): Persona {
  const identity = isRecord(metadata.identity) ? metadata.identity : {}
  const text = (name: string) => (typeof identity[name] === 'string' ? identity[name] : undefined)
  const languages = Array.isArray(identity.languages) ? identity.languages : []
  const { width, height } = identity
  return {
    os: systemOf(text('os'), text('osVersion')),
    screen: typeof width === 'number' && typeof height === 'number' ? `${width} × ${height}` : undefined,
    language: typeof languages[0] === 'string' ? languages[0] : undefined,
    timeZone: text('timeZone'),
  }
}

/** Windows names its version to a browser by a number of its own: 13 and up is Windows 11. */
function systemOf(os: string | undefined, version = ''): string | undefined {
  if (os === 'Windows') return Number.parseInt(version, 10) >= 13 ? 'Windows 11' : 'Windows 10'
  return os && [os, version].filter(Boolean).join(' ')
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
