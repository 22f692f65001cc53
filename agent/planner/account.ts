import { namedSecrets } from './secrets.ts'

const SIGN_UP =
  /\bsign(?:s|ed|ing)?[ -]?up\b|\bregist(?:er|r)|\b(?:create|open|make|set up)\b.{0,20}\baccount\b|\bfree trial\b|\bregistrier|\bkonto (?:anlegen|eröffnen|erstellen)\b|\b(?:crear|crea) (?:una )?cuenta\b/i
const LOG_IN =
  /\b(?:log|sign)(?:s|ged|ed|ging|ing)?[ -]?(?:back )?in(?:to)?\b|\beinloggen\b|\banmelden\b|\binici(?:ar|a) sesi[oó]n\b/i

/** Whether a step's words are about signing up, which makes an account, or logging in, which needs one; not one that a secret opens. */
export function accountStep(step: string): 'makes' | 'needs' | undefined {
  if (SIGN_UP.test(step)) return 'makes'
  return LOG_IN.test(step) && namedSecrets(step).length === 0 ? 'needs' : undefined
}

/** What a visit that takes these steps wants of a person who comes back; the first such step decides. */
export function accountOf(steps: readonly string[]): 'makes' | 'needs' | undefined {
  return steps.map(accountStep).find((what) => what !== undefined)
}
