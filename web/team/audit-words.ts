import type { AuditEntry } from '../client.ts'
import { dayOf } from '../ui/time.ts'

type Entry = Pick<AuditEntry, 'action' | 'subject' | 'before' | 'after' | 'channel'>

/** What was done, as it follows the name of who did it. Those not listed read well by the rule of their codes. */
const SAY: Record<string, (entry: { name: string } & Entry) => string> = {
  'member.joined': ({ after }) => `joined as ${after?.role}`,
  'member.left': () => 'left the workspace',
  'member.removed': ({ name, before }) => `removed ${name}, who was ${before?.role}`,
  'member.role': ({ name, before, after }) =>
    `changed the role of ${name} from ${before?.role} to ${after?.role}`,
  'invite.made': ({ name, after }) => `invited ${name} as ${after?.role}`,
  'invite.revoked': ({ name }) => `withdrew the invitation of ${name}`,
  'target.secret_kept': ({ name, after }) => `kept the secret ${after?.secret} of ${name}`,
  'target.secret_removed': ({ name, before }) => `removed the secret ${before?.secret} of ${name}`,
  'target.memory_cleared': ({ name }) => `cleared what visits had learnt of ${name}`,
  'target.visitor_forgotten': ({ name }) => `had ${name} forget one of its visitors`,
  'target.visitors_forgotten': ({ name, before }) =>
    `had ${name} forget its visitors, ${before?.visitors} of them`,
  'target.third_parties_decided': ({ name }) => `decided on third parties of ${name}`,
  'memory.removed': ({ name }) => `had visits forget the step "${name}"`,
  'export.started': ({ name }) => `exported the log as ${name}`,
  'burst.started': ({ after }) => `started a burst of ${sessions(after?.sessions)}`,
  'burst.cancelled': ({ after }) => `cancelled a burst, which ended ${sessions(after?.sessions)}`,
  'burst.removed': ({ name, before }) => `erased a burst on ${name} with its ${sessions(before?.sessions)}`,
}
/** Told by the sentence already, or ids that tell a reader nothing. */
const TOLD = new Set([
  'member.joined',
  'member.removed',
  'member.role',
  'invite.made',
  'burst.cancelled',
  'burst.removed',
  'target.secret_kept',
  'target.secret_removed',
  'target.visitors_forgotten',
])
const HIDDEN = new Set(['invite', 'target'])

const LABELS: Record<string, string> = {
  sessionsPerHour: 'sessions an hour',
  sessionsAtOnce: 'sessions at once',
  approvalThreshold: 'sessions that need no approval',
  basicAuth: 'secret of the sign-in prompt',
  accessHeader: 'access header and its secret',
  proxies: 'proxies by country',
  expiresAt: 'expires',
  journey: 'steps',
  origin: 'address',
}
const NOTHING: Record<string, string> = {
  sessionsPerHour: 'the usual',
  sessionsAtOnce: 'the usual',
  expiresAt: 'never',
}

/** What true and false are called where they are no switch. */
const DECIDED: Record<string, [yes: string, no: string]> = {
  'target.third_parties_decided': ['approved', 'refused'],
}

export function whatWasDone(entry: Entry): string {
  const { action, subject } = entry
  const name = subject.name ?? ''
  const say = SAY[action]
  if (say) return say({ ...entry, name })
  const [noun = '', verb = 'changed'] = action.replaceAll(/[-_]/g, ' ').split('.')
  return `${verb} the ${noun} ${name}`.trim()
}

export interface ChangedValue {
  label: string
  before?: string
  after?: string
}

/** Each value that is another one now. */
export function whatChanged({ action, before, after }: Entry): ChangedValue[] {
  if (TOLD.has(action)) return []
  const keys = Object.keys(after ?? before ?? {}).filter((key) => !HIDDEN.has(key))
  return keys.flatMap((key) => {
    // A decision is told as it was made: before it, what was not approved was not refused either.
    const was = DECIDED[action] ? undefined : wordsOf(action, key, before)
    const is = wordsOf(action, key, after)
    if (
      was === is ||
      (key === 'name' && was === undefined) ||
      (action === 'burst.started' && key === 'sessions')
    )
      return []
    // A host on the usual port needs none.
    return [{ label: LABELS[key] ?? key.replace(/:443$/, ''), before: was, after: is }]
  })
}

function wordsOf(action: string, key: string, values: Entry['before']): string | undefined {
  const value = values?.[key]
  if (value === undefined) return undefined
  if (typeof value === 'boolean') return (DECIDED[action] ?? ['on', 'off'])[value ? 0 : 1]
  if (value === null) return NOTHING[key] ?? 'none'
  if (Array.isArray(value)) return value.join(key === 'journey' ? ', then ' : ', ')
  return key.endsWith('At') && typeof value === 'string' ? dayOf(value) : String(value)
}

const FROM: Record<Entry['channel'], string> = {
  page: 'on the page',
  token: 'by REST',
  key: 'with an API key',
  terminal: 'in the terminal',
  chat: 'in a conversation',
  product: 'by the product',
}
export const fromWhere = ({ channel, address }: Pick<AuditEntry, 'channel' | 'address'>): string =>
  address ? `${FROM[channel]}, ${address}` : FROM[channel]

const sessions = (count: unknown) => `${count} ${count === 1 ? 'session' : 'sessions'}`
