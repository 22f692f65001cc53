/** Each holds the ones before it. */
export const SCOPES = [
  ['read', 'look at bursts, sessions and targets'],
  ['run', 'that, and run and cancel bursts without being asked'],
  ['admin', 'that, and manage targets, members and settings'],
] as const
