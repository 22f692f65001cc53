import type { Candidate } from './candidates.ts'
import { isAdder } from './cart.ts'
import { DOINGS, isPointing, MODIFIERS, STRONG } from './evidence-words.ts'
import { keyOf, type Meeting, meet, overlap, share, sum, trigrams } from './meeting.ts'
import { asParaphrased } from './paraphrases.ts'
import { isKind, POPUPS, type Reading } from './reading.ts'
import { region, within } from './tree.ts'

/** What speaks for a control or against it, each from 0 to 1; what each weighs is in weights.ts. */
export type Traits = Readonly<Record<string, number>>

/** The traits of every control of the page, in document order. */
export function traitsOf(reading: Reading): { candidate: Candidate; traits: Traits }[] {
  const counts = new Map<string, number>()
  for (const { node } of reading.pool) counts.set(keyOf(node), (counts.get(keyOf(node)) ?? 0) + 1)
  const places = new Map<string, number>()
  return reading.pool.map((candidate) => {
    const key = keyOf(candidate.node)
    const place = places.get(key) ?? 0
    places.set(key, place + 1)
    const met = meet(candidate, reading, (counts.get(key) ?? 1) > 1)
    const twins = { count: counts.get(key) ?? 1, place }
    return {
      candidate,
      traits: {
        ...ofThing(met, reading),
        ...ofDoing(met, reading),
        ...ofName(met, reading),
        ...ofKind(met, reading),
        ...ofPlace(met, reading),
        ...ofTwins(met, twins, reading),
      },
    }
  })
}

/** What speaks for doing nothing: the page says little of what was asked. */
export function traitsOfNone({ things, weights, absent, verb, pool, like, ...reading }: Reading): Traits {
  const total = sum(weights) || 1
  return {
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
  }
}

/** The thing that the step is about. */
function ofThing(met: Meeting, reading: Reading): Traits {
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
function ofDoing(met: Meeting, reading: Reading): Traits {
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

const OPENING = /^(view|see|read|learn|open|show|details?|more|mehr|ver|leer|ansehen)\b/

/** What its name says besides. */
function ofName(met: Meeting, reading: Reading): Traits {
  const { node, own, near, hit, total, precision, isCall } = met
  const { kind, quotes, readings, telling, verb, like } = reading
  const asked = verb === undefined ? telling : [...telling, verb]
  const key = keyOf(node)
  const recall = (hit + near) / total
  const first = own.find((word) => !isPointing(word) && word !== 'mor') ?? ''
  const isUnasked = own.length > 1 && first !== '' && like(first, asked) === 0
  const doesOther = isUnasked && (DOINGS.has(first) || STRONG.has(first))
  const meant = asParaphrased(own, readings)
  const asks = OPENING.test(key) ? kind.looks : kind.chooses
  const forbids = OPENING.test(key) ? !kind.looks : kind.looks
  const exact = share(own, (word) => Number(asked.includes(word)))
  return {
    precision,
    exactPrecision: exact,
    full: Number(exact === 1),
    balance: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0,
    letters: overlap(trigrams(asked.join(' ')), trigrams(node.name)),
    meant,
    meantOther: Number(readings.length > 0 && meant === 0),
    quoted: Number(quotes.includes(key)),
    quotedPart: Number(quotes.some((quote) => key !== quote && key.includes(quote))),
    long: Math.min(2, Math.max(0, own.length - 3) / 3),
    single: Number(own.length === 1),
    call: Number(isCall),
    callFits: Number(isCall && near > 0 && asks),
    callMisfits: Number(isCall && near > 0 && forbids),
    doesOther: Number(doesOther),
    doesOtherLook: Number(doesOther && kind.looks),
    firstUnasked: Number(isUnasked),
    firstUnaskedLook: Number(isUnasked && kind.looks && node.role === 'button'),
  }
}

/** What kind of control it is, and whether such a one is what the step's verb asks for. */
function ofKind({ node, own, isState, isOpener: opens, precision }: Meeting, reading: Reading): Traits {
  const { role } = node
  const { kind, telling, like } = reading
  const isUnasked = own.length > 1 && like(own[0] ?? '', telling) === 0
  const picks = kind.toggles || kind.chooses
  return {
    link: Number(role === 'link'),
    linkLook: Number(role === 'link' && kind.looks),
    buttonLook: Number(role === 'button' && kind.looks),
    tab: Number(role === 'tab'),
    state: Number(isState),
    statePicked: Number(isState && picks),
    stateOther: Number(isState && !picks),
    choice: Number(['radio', 'option', 'menuitemradio'].includes(role) && kind.chooses),
    text: Number(role === 'StaticText'),
    opener: Number(opens),
    openerFull: Number(opens) * precision,
    openerLook: Number(opens && kind.looks),
    openerOther: Number(opens && isUnasked),
    selected: Number(node.selected || (node.checked && role !== 'checkbox' && role !== 'switch')),
  }
}

/** Where on the page it stands, and what else was found there. */
function ofPlace(
  { node, own, near, total }: Meeting,
  { found, hasPopup, intent, isBanner }: Reading,
): Traits {
  const owner = within(node, POPUPS)
  const isCart = intent.kind === 'cart'
  const adds = isCart && isAdder(node.name)
  return {
    banner: Number(isBanner(node)),
    footer: Number(region(node) === 'footer'),
    header: Number(region(node) === 'header'),
    inPopup: Number(owner !== undefined),
    outPopup: Number(hasPopup && owner === undefined),
    site: Number(node === found.site),
    item: Number(node === found.item),
    itemOther: Number(found.item !== undefined && node !== found.item),
    hider: Number(node === found.hider),
    adds: Number(adds),
    addsIt: adds ? near / total : 0,
    addsNot: Number(isCart && !adds && own.length > 0),
  }
}

/** Several of one name: what tells this one from the others. */
function ofTwins({ near }: Meeting, twins: { count: number; place: number }, { ordinal }: Reading): Traits {
  const isTwin = twins.count > 1
  const isNth = ordinal !== undefined && twins.place === (ordinal > 0 ? ordinal - 1 : twins.count + ordinal)
  return {
    twin: Number(isTwin),
    twinBare: Number(isTwin && near === 0),
    nth: Number(isTwin && isNth),
    notNth: Number(isTwin && ordinal !== undefined && !isNth),
  }
}
