/** How a session says that it is synthetic. Reports and filters of customers rest on it: it must not change. */
export const LABEL = {
  /** Follows the user agent. */
  agent: 'SessionBurst/1',
  /** A property of every event that an SDK sends as JSON. */
  property: 'synthetic',
  value: 'SessionBurst',
} as const
