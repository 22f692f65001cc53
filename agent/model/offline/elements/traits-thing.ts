import { MODIFIERS } from './evidence-words.ts'
import { type Meeting, share, sum } from './meeting.ts'
import type { Traits } from './net.ts'
import { isKind, type Reading } from './reading.ts'

/** The thing that the step is about. */
export function ofThing(met: Meeting, reading: Reading): Traits {
  const { things, weights, head, proper, vital, numbers, titles, pool, like, absent } = reading
  const { own, around, hits, beside, hit, near, total } = met
  const weighed = (counts: (word: string, i: number) => boolean) =>
    sum(things.map((word, i) => (counts(word, i) ? (weights[i] ?? 0) : 0)))
  const isExact = (word: string) => pool.some((other) => other.own.includes(word))
  const names = proper.filter((word) => isExact(word) || pool.some((other) => other.around.includes(word)))
  const either = (word: string) => Math.max(like(word, own), like(word, around))
  const isSaid = (word: string) =>
    pool.some((other) => other.own.includes(word) || other.around.includes(word))
  const isHit = (word: string) => (hits[things.indexOf(word)] ?? 0) > 0
  const isOnly = (counts: (word: string) => boolean) =>
    Number(hit > 0 && things.every((word) => !isHit(word) || counts(word)) && !things.every(counts))
  const elsewhere = (word: string, i: number) => (hits[i] ?? 0) < 0.7 && beside[i] === 0 && isExact(word)
  return {
    own: hit / total,
    ownSaid: Math.min(1, hit / (weighed((word) => !absent.has(word)) || 1)),
    around: near / total,
    aroundCall: met.isCall ? near / total : 0,
    aroundDone: met.doing > 0 ? near / total : 0,
    nothing: Number(hit + near === 0),
    exact: weighed((word) => own.includes(word)) / total,
    head: head === undefined ? 0 : like(head, own),
    best: Math.max(0, ...hits.map((value, i) => ((weights[i] ?? 0) >= 0.4 ? value : 0))),
    elsewhere: weighed(elsewhere) / total,
    proper: share(names, either),
    properMissed: Number(names.length > 0 && names.every((word) => either(word) === 0)),
    vital: share(vital, (word) => Math.max(like(word, own), 0.8 * like(word, around))),
    vitalMissed: Number(vital.length > 0 && vital.every((word) => either(word) === 0)),
    numbers: share(numbers, (word) => Number(own.includes(word)) + 0.7 * Number(around.includes(word))),
    numberMissed: Number(numbers.some((word) => isSaid(word)) && !numbers.some((word) => either(word) === 1)),
    numberOther: Number(
      numbers.length > 0 &&
        own.some((word) => /^\d+$/.test(word)) &&
        !numbers.some((word) => own.includes(word)),
    ),
    titleOnly: isOnly((word) => titles.includes(word)),
    kindOnly: isOnly(isKind),
    weakOnly: Number(hit > 0 && met.doing === 0 && Math.max(...hits) < 0.8 && met.precision < 0.5),
    modifierMissed: Number(
      reading.telling.some((word) => MODIFIERS.has(word) && like(word, own) === 0 && !absent.has(word)),
    ),
  }
}

/** What is to be done with it. */
export function ofDoing(met: Meeting, reading: Reading): Traits {
  const { verb, things, pool, like } = reading
  const { own, hit, near, total, doing, isState } = met
  const isUnsaid = verb !== undefined && doing === 0
  const isAlone = hit + near === 0
  const isFree = isUnsaid && !isState
  const isExact = verb !== undefined && pool.some((other) => other.own.includes(verb))
  return {
    doing,
    doingExact: Number(verb !== undefined && own.includes(verb)),
    doingFirst: verb === undefined ? 0 : like(verb, own.slice(0, 1)),
    doingAndThing: (doing * hit) / total,
    doingAlone: doing * Number(isAlone),
    doingAloneTrade: doing * Number(isAlone && reading.isTrade && !things.includes(verb ?? '')),
    doingAloneNamed: doing * Number(isAlone && things.some((word) => word !== verb && !isKind(word))),
    doingElsewhere: Number(isExact && doing < 1),
    doingUnsaid: Number(isUnsaid),
    strongUnsaid: Number(isFree && reading.isStrong && !met.isOpener),
    knownUnsaid: Number(isFree && !met.isOpener && !reading.isStrange && !reading.isForeign),
    thingOnly: Number(isFree && !met.isOpener && hit > 0 && met.precision >= 0.9),
    strongOpener: Number(isUnsaid && reading.isStrong && met.isOpener),
    tradeUnsaid: Number(isFree && reading.isTrade),
    strangeUnsaid: Number(isFree && reading.isStrange && !reading.isForeign),
    findsSearch: Number(reading.finds && like('search', own) > 0),
  }
}
