interface Shown {
  os?: string
  screen?: string
  language?: string
  timeZone?: string
  name?: string
  email?: string
  /** Source, medium and name of a tagged link. */
  campaign?: string
  /** Whether they were there before. */
  visitor?: string
}

type Fields = Record<string, unknown>

/** Where a visit at Browserbase can be seen, as far as the runner noted it. */
export function seenAt(metadata: Fields): { live?: string; recording?: string; unseen: boolean } {
  const seen = fieldsOf(metadata.browserbase)
  const link = (url: unknown) => (textOf(url)?.startsWith('https://') ? textOf(url) : undefined)
  return { live: link(seen.live), recording: link(seen.recording), unseen: seen.unseen === true }
}

/** Who visited, as the runner noted, or as the plan has it. */
export function personaOf({ persona = {}, metadata }: { persona?: Fields; metadata: Fields }): Shown {
  // Who came back from an earlier visit is somebody else than the plan had made up.
  const identity = fieldsOf(metadata.identity ?? persona.identity)
  const person = fieldsOf(metadata.person)
  const came = person.returning === true
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
    name: came ? undefined : textOf(variables.name),
    email: came ? undefined : textOf(variables.email),
    campaign: tags.join(' / ') || undefined,
    visitor: visitorOf(person, persona.returning),
  }
}

/** In words; of a visit that is still to come, as it is planned. */
function visitorOf({ returning, visit, notReturning }: Fields, planned: unknown): string | undefined {
  if (returning === undefined && planned === undefined) return undefined
  if (returning === undefined) return planned ? 'before, as planned' : 'for the first time'
  if (returning) return `before: visit ${visit}`
  return notReturning ? `for the first time, though planned to return: ${notReturning}` : 'for the first time'
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
