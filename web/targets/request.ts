const SESSIONS = 10

/** What one would say in the chat to try a journey of the doctor's (`open pricing > sign up`), or to look around. */
export function requestFor(target: string, journey?: string): string {
  const steps = journey && `: ${journey.replaceAll(' > ', ', then ')}`
  return `Run ${SESSIONS} sessions on ${target}${steps ?? ''}`
}
