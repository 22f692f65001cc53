interface Persona {
  os?: string
  screen?: string
  language?: string
  timeZone?: string
  /** Whether they were there before. */
  visitor?: string
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
    visitor: visitorOf(isRecord(metadata.person) ? metadata.person : {}),
  }
}

function visitorOf({ returning, visit, notReturning }: Record<string, unknown>): string | undefined {
  if (returning === undefined) return undefined
  if (returning) return `came back, visit ${visit}`
  return notReturning ? `new, was to come back: ${notReturning}` : 'new'
}

/** Windows names its version to a browser by a number of its own: 13 and up is Windows 11. */
function systemOf(os: string | undefined, version = ''): string | undefined {
  if (os === 'Windows') return Number.parseInt(version, 10) >= 13 ? 'Windows 11' : 'Windows 10'
  return os && [os, version].filter(Boolean).join(' ')
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
