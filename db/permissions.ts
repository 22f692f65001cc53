import { AppError } from './errors.ts'

export const ROLES = ['owner', 'admin', 'member'] as const
export type Role = (typeof ROLES)[number]

/** What a key was made for. Each scope holds the ones before it. */
export const SCOPES = ['read', 'run', 'admin'] as const
export type Scope = (typeof SCOPES)[number]

interface Rule {
  /** Ends the sentence "Only owners may ...". */
  to: string
  roles: readonly Role[]
  /** What a key needs besides; null when it takes a person. */
  scope: Scope | null
}

const EVERYONE = ROLES
const MANAGERS = ['owner', 'admin'] as const

/** The one place that says who may do what. Routes (api/rules.ts) and tools each name one of these. */
const PERMISSIONS = {
  look: { to: 'look at this', roles: EVERYONE, scope: 'read' },
  talk: { to: 'talk to the agent', roles: EVERYONE, scope: 'run' },
  runBursts: { to: 'run bursts', roles: EVERYONE, scope: 'run' },
  eraseBursts: { to: 'erase bursts and what the log keeps of them', roles: MANAGERS, scope: 'admin' },
  manageTargets: { to: 'add or change targets', roles: MANAGERS, scope: 'admin' },
  manageMembers: { to: 'see, invite, change or remove members', roles: MANAGERS, scope: 'admin' },
  manageKeys: { to: 'see or revoke API keys', roles: MANAGERS, scope: 'admin' },
  // A leaked key must not be able to make its successors.
  makeKeys: { to: 'make API keys', roles: MANAGERS, scope: null },
  readAudit: { to: 'read the audit log', roles: MANAGERS, scope: 'admin' },
  changeWorkspace: { to: "change the workspace's settings", roles: MANAGERS, scope: 'admin' },
  ownWorkspace: {
    to: 'delete the workspace, hand it over, or make and unmake owners',
    roles: ['owner'],
    scope: null,
  },
  leave: { to: 'leave the workspace', roles: EVERYONE, scope: null },
} satisfies Record<string, Rule>
export type Permission = keyof typeof PERMISSIONS

/** In which right somebody asks: by their role, and with a key by its scopes too. */
export interface Rights {
  role: Role
  /** Only of a key, which does no more than its maker may at this moment. */
  scopes?: readonly Scope[]
}

/** Whether a key with these scopes may do what `scope` stands for. */
export const covers = (scopes: readonly Scope[], scope: Scope): boolean =>
  scopes.some((held) => SCOPES.indexOf(held) >= SCOPES.indexOf(scope))

/** Throws `forbidden` in words that say who can allow it. */
export function demand({ role, scopes }: Rights, permission: Permission): void {
  const { to, roles, scope }: Rule = PERMISSIONS[permission]
  if (!roles.includes(role)) {
    const who = roles.map((name) => `${name}s`).join(' and ')
    throw new AppError(
      'forbidden',
      `Only ${who} of this workspace may ${to}, and your role here is ${role}. Ask an owner${roles.length > 1 ? ' or admin' : ''} to do it, or to change your role.`,
      'role',
    )
  }
  if (!scopes || (scope && covers(scopes, scope))) return
  throw new AppError(
    'forbidden',
    scope
      ? `To ${to}, a key needs the scope ${scope}; this one has ${scopes.join(', ')}. An owner or admin can make such a key.`
      : `No key may ${to}: ${roles.length === ROLES.length ? 'sign in' : `an ${roles.join(' or ')} has to sign in`} and do it in person.`,
    'scope',
  )
}
