interface Shown {
  os?: string
  screen?: string
  language?: string
  timeZone?: string
  name?: string
  email?: string
  /** Source, medium and name of a tagged link. */
  campaign?: string
  returning?: boolean
}

type Fields = Record<string, unknown>

/** Who visited, as the plan has it, or as the runner noted where a plan tells nothing. */
export function personaOf({ persona = {}, metadata }: { persona?: Fields; metadata: Fields }): Shown {
  const identity = isRecord(persona.identity) ? persona.identity : fieldsOf(metadata.identity)
  const variables = fieldsOf(persona.variables)
  const languages = Array.isArray(identity.languages) ? identity.languages : []
  const { width, height } = identity
  const utm = fieldsOf(persona.utm)
  const tags = [utm.source, utm.medium, utm.campaign].filter((tag) => typeof tag === 'string')
  return {
    os: systemOf(textOf(identity.os), textOf(identity.osVersion)),
    screen: typeof width === 'number' && typeof height === 'number' ? `${width} × ${height}` : undefined,
    language: textOf(languages[0]),
    timeZone: textOf(identity.timeZone),
    name: textOf(variables.name),
    email: textOf(variables.email),
    campaign: tags.join(' / ') || undefined,
    returning: typeof persona.returning === 'boolean' ? persona.returning : undefined,
  }
}

/** What the plan wanted of a visit, in words. */
export function intentInWords(intent: string | null, steps: number | null): string | undefined {
  if (intent === 'completed') return 'finish the journey'
  if (intent === 'bounced') return 'see one page'
  if (intent === 'dropped') return steps === null ? 'leave part-way' : `leave after step ${steps}`
}

/** Windows names its version to a browser by a number of its own: 13 and up is Windows 11. */
function systemOf(os: string | undefined, version = ''): string | undefined {
  if (os === 'Windows') return Number.parseInt(version, 10) >= 13 ? 'Windows 11' : 'Windows 10'
  return os && [os, version].filter(Boolean).join(' ')
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)
const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null
const fieldsOf = (value: unknown): Fields => (isRecord(value) ? value : {})
