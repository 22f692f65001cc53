import { seenFromInWords } from './seen-from.ts'
import type { BurstPlan } from './start.ts'

/** What helps visits that would log in with nothing. */
const NO_ACCOUNT =
  'let them sign up first, run a burst that does and let its people return, or name a secret of the target'
const clock = (iso: string) => `${iso.slice(0, 16).replace('T', ' ')} UTC`

/** A plan in a few plain lines, for an approval, a terminal and a log. */
export function describePlan(plan: BurstPlan): string {
  const devices = Object.entries(plan.devices).map(([device, count]) => `${count} ${device}`)
  const { completed, dropped, bounced } = plan.intents
  const ends = [
    `${completed} take every step`,
    ...(dropped > 0 ? [`${dropped} drop off on the way`] : []),
    ...(bounced > 0 ? [`${bounced} bounce`] : []),
  ]
  const when =
    plan.firstAt === plan.lastAt
      ? `starting at once, ${plan.pace} pace`
      : `from ${clock(plan.firstAt)} to ${clock(plan.lastAt)}, ${plan.pace} pace`
  const { stretched } = plan
  const { minutes, stepsToLearn, modelCalls, browserbaseMinutes } = plan.estimate
  const longer = stretched
    ? [
        `The target takes ${stretched.sessionsPerHour} sessions an hour: the last starts about ${clock(stretched.lastAt)}.`,
      ]
    : []
  const { people } = plan
  const back =
    people.returning > 0
      ? [
          `${people.returning} of them come back: there ${people.inVault === 1 ? 'is 1 person' : `are ${people.inVault} people`} from earlier visits for them, and who finds nobody free is a new person.`,
        ]
      : []
  const strangers = people.withoutAccount
    ? [`${people.withoutAccount} are to log in without an account: ${NO_ACCOUNT}.`]
    : []
  return [
    `${plan.sessions} ${plan.sessions === 1 ? 'session' : 'sessions'} on ${plan.target.name} (${plan.target.origin}): ${devices.join(', ')}; ${when}; seed ${plan.seed}.`,
    plan.journey.length > 0
      ? `Journey: ${plan.journey.join(' > ')} (${ends.join(', ')}).`
      : `No journey: they look around as they like (${bounced} see one page only).`,
    `It takes about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, ${modelCalls === 0 ? 'no model call' : `about ${modelCalls} model calls (${stepsToLearn} new steps)`}, ${browserbaseMinutes} Browserbase minutes.`,
    ...back,
    ...strangers,
    ...longer,
    ...(plan.seenFrom ? [seenFromInWords(plan.seenFrom)] : []),
  ].join('\n')
}
