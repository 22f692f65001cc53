import { isOpener } from './hidden.ts'
import { isEntry } from './history.ts'
import { sum, within01 } from './meeting.ts'
import type { Traits } from './net.ts'
import { formSentBy } from './offers.ts'
import type { Reading } from './reading.ts'
import type { Sense } from './sense.ts'
import { cameOf, ofCameOrNone } from './traits-came.ts'

/** What speaks for doing nothing: the page says little of what was asked. */
export function traitsOfNone(
  { things, weights, absent, verb, pool, like, ...reading }: Reading,
  senses: readonly Sense[],
): Traits {
  const total = sum(weights) || 1
  const nearest = Math.max(0, ...senses.map(({ name }) => name))
  return {
    nearest,
    told: Math.max(0, ...senses.map(({ told }) => told)),
    close: Math.max(0, ...senses.map(({ close }) => close)) / 20,
    lead: Math.max(0, ...senses.map(({ lead }) => lead)) / 10,
    chance: Math.max(0, ...senses.map(({ chance }) => chance)),
    clicked: within01((senses[0]?.clicked ?? 0) / 20),
    over: within01(Math.max(0, ...senses.map(({ overClicked }) => overClicked)) / 10),
    nearestFar: Math.max(0, 0.6 - nearest),
    always: 1,
    absent: sum(things.map((word, i) => (absent.has(word) ? (weights[i] ?? 0) : 0))) / total,
    allAbsent: Number(things.every((word) => absent.has(word))),
    strong: Number(reading.isStrong),
    trade: Number(reading.isTrade),
    strange: Number(reading.isStrange),
    doingSaid: verb === undefined ? 0 : Math.max(0, ...pool.map(({ own }) => like(verb, own))),
    foreign: Number(reading.isForeign),
    reading: Number(reading.readings.length > 0),
    short: Number(things.length <= 1),
    offered: Number(reading.offers.length > 0),
    said: Number(reading.values.length > 0),
    again: Number(reading.done.length > 0),
    againLeft: reading.done.length === 0 ? 0 : reading.left.length / Math.max(1, things.length),
    againSaid: Number(reading.done.length > 0 && reading.left.length === 0),
    againMoved: Number(reading.done.at(-1)?.moved ?? false),
    againOffered: Number(reading.done.length > 0 && reading.offers.length > 0),
    againPopup: Number(reading.done.length > 0 && reading.hasPopup),
    againGone: Number(
      reading.done.length > 0 && !reading.nodes.some(({ name }) => name === reading.done.at(-1)?.name),
    ),
    againValue: Number(reading.done.length > 0 && reading.values.length > 0 && !reading.done.some(isEntry)),
    againNews: Number(reading.done.length > 0 && pool.some(({ node }) => reading.isNew(node))),
    againNewSends: Number(
      reading.done.length > 0 &&
        pool.some(({ node }) => reading.isNew(node) && formSentBy(node, reading.nodes) !== undefined),
    ),
    ...ofCameOrNone(cameOf({ ...reading, pool }, senses), reading),
    againOpener: Number(
      reading.nodes.some((node) => isOpener(node) && node.name === reading.done.at(-1)?.name),
    ),
  }
}
