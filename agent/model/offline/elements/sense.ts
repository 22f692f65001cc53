import { inEnglish } from '../english/english.ts'
import { meaningsOf, type Nearness, NOTHING, nearnessOf } from '../meaning.ts'
import type { Candidate } from './candidates.ts'
import { isClick } from './history.ts'
import type { Reading } from './reading.ts'
import { spoken } from './symbols.ts'

/** How near what a control says is to what the step says, by their meanings, and how it stands beside the others. */
export interface Sense extends Nearness {
  /** How much nearer than the nearest control of another name: negative for all but one. */
  lead: number
  /** The same beside its twins in other rows. */
  twinLead: number
  /** Its chance out of all controls, were there nothing else to go by. */
  chance: number
  /** How far above the page's mean, in deviations. */
  above: number
  /** How near what was clicked last is, and how much nearer this one is: nothing where nothing was clicked. */
  clicked: number
  overClicked: number
}

export const NO_SENSE: Sense = {
  ...{ name: 0, place: 0, told: 0, toldPlace: 0, back: 0, close: 0 },
  ...{ lead: 0, twinLead: 0, chance: 0, above: 0, clicked: 0, overClicked: 0 },
}

/** The senses of the controls of a reading, in its order. */
export async function sensesOf({
  text,
  pool,
  done,
  language,
}: Pick<Reading, 'text' | 'pool' | 'done' | 'language'>): Promise<Sense[]> {
  const names = pool.map(({ name }) => name)
  const places = pool.map(placeOf)
  const last = done.findLast(isClick)
  const lastName = last && inEnglish(spoken(last.name), language)
  const [step = NOTHING, lastMeaning = NOTHING, ...meanings] = await meaningsOf([
    ...[text, lastName ?? ''],
    ...[...names, ...places],
  ])
  const clicked = last ? nearnessOf(step, lastMeaning, lastMeaning).close : 0
  const nears = names.map((_, i) =>
    nearnessOf(step, meanings[i] ?? NOTHING, meanings[names.length + i] ?? NOTHING),
  )
  const closes = nears.map(({ close }) => close)
  const most = Math.max(...closes)
  const odds = closes.map((close) => Math.exp(close - most))
  const all = odds.reduce((sum, each) => sum + each, 0)
  const mean = closes.reduce((sum, each) => sum + each, 0) / Math.max(1, closes.length)
  const spread = Math.sqrt(
    closes.reduce((sum, each) => sum + (each - mean) ** 2, 0) / Math.max(1, closes.length),
  )
  return nears.map((near, i) => ({
    ...near,
    lead: leadOf(closes, i, (at) => names[at] !== names[i]),
    twinLead: leadOf(closes, i, (at) => names[at] === names[i] && at !== i),
    chance: (odds[i] ?? 0) / all,
    above: spread > 0 ? (near.close - mean) / spread : 0,
    clicked,
    overClicked: last ? near.close - clicked : 0,
  }))
}

/** What a control says with what stands around it. */
export const placeOf = ({ name, place }: Pick<Candidate, 'name' | 'place'>): string =>
  `${name} ${place}`.trim().slice(0, LONGEST)

const LONGEST = 120

function leadOf(values: readonly number[], at: number, isOther: (at: number) => boolean): number {
  const others = values.filter((_, i) => isOther(i))
  return others.length === 0 ? 0 : (values[at] ?? 0) - Math.max(...others)
}
