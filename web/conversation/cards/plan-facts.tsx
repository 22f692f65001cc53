import type { BurstPlan } from '../../client.ts'
import { Fact, Facts } from '../../ui/facts.tsx'
import { momentOf } from '../../ui/time.ts'
import { PlanStrip } from './plan-strip.tsx'

/** What a burst will be, numbers first. */
export function PlanFacts({ plan }: { plan: BurstPlan }) {
  const { sessions, target, journey } = plan
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="text-17 font-semibold font-stretch-[94%]">
          {sessions.toLocaleString('en')} {sessions === 1 ? 'session' : 'sessions'}{' '}
          <span className="font-normal text-ink-2">on {target.name}</span>
        </p>
        <p className="font-mono text-12 wrap-anywhere text-ink-3">
          {target.origin.replace(/^https?:\/\//, '')}
        </p>
      </div>
      <PlanStrip plan={plan} />
      <ol className="flex flex-col gap-1">
        {journey.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same step may come twice, and none moves
          <li key={index} className="flex gap-3">
            <span className="w-4 text-right text-ink-3">{index + 1}</span>
            {step}
          </li>
        ))}
      </ol>
      <Facts>
        <Fact name="Devices">{devicesOf(plan)}</Fact>
        <Fact name="People">{peopleOf(plan)}</Fact>
        <Fact name="Can't log in">{strangersOf(plan)}</Fact>
        <Fact name="Endings">{endingsOf(plan)}</Fact>
        <Fact name="When">{whenOf(plan)}</Fact>
        <Fact name="Pace">{plan.pace}</Fact>
        {plan.seenFrom && <Fact name="Seen from">{seenFromOf(plan.seenFrom)}</Fact>}
        <Fact name="Takes">{costOf(plan)}</Fact>
      </Facts>
    </div>
  )
}

const devicesOf = ({ devices }: BurstPlan) =>
  Object.entries(devices)
    .toSorted(([, a], [, b]) => b - a)
    .map(([device, count]) => `${count} ${device}`)
    .join(', ')

/** Undefined for a plan that was written before it had people. */
const peopleOf = ({ people }: Partial<BurstPlan>) =>
  people?.returning === 0
    ? 'all new'
    : people &&
      `${people.new} new, ${people.returning} come back (${people.inVault} kept from earlier visits fit; who finds nobody free is new)`

const strangersOf = ({ people }: Partial<BurstPlan>) =>
  people?.withoutAccount
    ? `${people.withoutAccount} have no account: let them sign up first, or name a secret in the step`
    : undefined

function endingsOf({ journey, intents: { completed, dropped, bounced } }: BurstPlan) {
  if (journey.length === 0) return `${completed} look around as they like, ${bounced} see one page only`
  if (dropped + bounced === 0) return 'all take every step'
  return [
    `${completed} take every step`,
    dropped > 0 && `${dropped} leave on the way`,
    bounced > 0 && `${bounced} bounce`,
  ]
    .filter(Boolean)
    .join(', ')
}

/** By analytics that place visitors by their network address. */
const seenFromOf = ({ proxies, elsewhere }: NonNullable<BurstPlan['seenFrom']>) =>
  [
    ...Object.entries(proxies).map(([country, count]) => `${country} by its proxy: ${count}`),
    ...(elsewhere > 0 ? [`where this runs: ${elsewhere}`] : []),
  ].join(', ')

const costOf = ({ estimate: { minutes, modelCalls, browserbaseMinutes } }: BurstPlan) =>
  [
    minutes < 120 ? `about ${minutes} min` : `about ${Math.round(minutes / 60)} h`,
    `${modelCalls === 0 ? 'no' : `about ${modelCalls}`} model calls`,
    ...(browserbaseMinutes > 0 ? [`${browserbaseMinutes} Browserbase min`] : []),
  ].join(', ')

const whenOf = ({ firstAt, lastAt }: BurstPlan) =>
  firstAt === lastAt ? 'from now on, as fast as there is room' : `${momentOf(firstAt)} to ${momentOf(lastAt)}`
