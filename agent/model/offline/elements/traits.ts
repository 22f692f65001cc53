import type { Candidate } from './candidates.ts'
import { isAdder } from './cart.ts'
import { DOINGS, isPointing, STRONG } from './evidence-words.ts'
import { keyOf, type Meeting, meet, overlap, share, trigrams, within01 } from './meeting.ts'
import { isMenu } from './menu.ts'
import type { Traits } from './net.ts'
import { asParaphrased } from './paraphrases.ts'
import { POPUPS, type Reading } from './reading.ts'
import { NO_SENSE, type Sense } from './sense.ts'
import { cameOf, ofCame } from './traits-came.ts'
import { ofList } from './traits-list.ts'
import { ofAgain, ofOffers } from './traits-offers.ts'
import { ofDoing, ofThing } from './traits-thing.ts'
import { region, within } from './tree.ts'

/** The traits of every control of the page, in document order. */
export function traitsOf(
  reading: Reading,
  senses: readonly Sense[],
): { candidate: Candidate; traits: Traits }[] {
  const keys = reading.pool.map(({ node }) => keyOf(node))
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  const met = reading.pool.map((candidate, i) =>
    meet(candidate, reading, (counts.get(keys[i] ?? '') ?? 1) > 1),
  )
  const covers = met.map(({ hit, near, total }) => (hit + near) / total)
  const owns = met.map(({ hit, total, precision }) => (hit / total) * (0.5 + precision / 2))
  const places = new Map<string, number>()
  const came = cameOf(reading, senses)
  return reading.pool.map((candidate, i) => {
    const key = keys[i] ?? ''
    const place = places.get(key) ?? 0
    places.set(key, place + 1)
    const meeting = met[i] as Meeting
    const twins = { count: counts.get(key) ?? 1, place, lead: twinLead(met, keys, i) }
    return {
      candidate,
      traits: {
        ...ofThing(meeting, reading),
        ...ofDoing(meeting, reading),
        ...ofName(meeting, reading),
        ...ofKind(meeting, reading),
        ...ofPlace(meeting, reading),
        ...ofTwins(meeting, twins, reading),
        ...ofSense(senses[i] ?? NO_SENSE),
        ...ofLead(covers, owns, keys, i),
        ...ofOffers(meeting, reading),
        ...ofAgain(meeting, reading),
        ...ofCame(came, i),
        ...ofList(candidate.node, reading),
      },
    }
  })
}

/** How much more its row says of the step than the rows of its twins do. */
function twinLead(met: readonly Meeting[], keys: readonly string[], at: number): number {
  const nears = met.flatMap(({ near, total }, i) => (i !== at && keys[i] === keys[at] ? [near / total] : []))
  const own = met[at]
  return own && nears.length > 0 ? own.near / own.total - Math.max(...nears) : 0
}

/** How much more it says of the step than any other control does. */
function ofLead(
  covers: readonly number[],
  owns: readonly number[],
  keys: readonly string[],
  at: number,
): Traits {
  const lead = (values: readonly number[]) =>
    (values[at] ?? 0) - Math.max(0, ...values.filter((_, i) => i !== at && keys[i] !== keys[at]))
  const [cover, own] = [lead(covers), lead(owns)]
  return {
    coverLead: Math.max(0, cover),
    coverBehind: Math.max(0, -cover),
    ownLead: Math.max(0, own),
    ownBehind: Math.max(0, -own),
  }
}

const OPENING = /^(view|see|read|learn|open|show|details?|more|mehr|ver|leer|ansehen)\b/

/** What its name says besides. */
function ofName(met: Meeting, reading: Reading): Traits {
  const { node, own, near, hit, total, precision, isCall } = met
  const { kind, quotes, readings, telling, verb, like, language } = reading
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
    written: language === 'en' ? 0 : overlap(trigrams(reading.written), trigrams(node.name)),
    writtenLong:
      language === 'en'
        ? 0
        : overlap(trigrams(reading.written), trigrams(node.name)) * Number(node.name.length > 8),
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
    textOfMany: Number(role === 'StaticText' && node.parent?.role === 'paragraph'),
    heading: Number(role === 'heading'),
    columnHead: Number(role === 'columnheader'),
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
  { found, hasPopup, intent, isBanner, isBare }: Reading,
): Traits {
  const owner = within(node, POPUPS)
  const isCart = intent.kind === 'cart'
  const adds = isCart && isAdder(node.name)
  return {
    banner: Number(isBanner(node)),
    footer: Number(region(node) === 'footer'),
    header: Number(region(node) === 'header'),
    menu: Number(isMenu(node.name)),
    menuBare: Number(isMenu(node.name) && isBare),
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
function ofTwins(
  { near, node }: Meeting,
  twins: { count: number; place: number; lead: number },
  { ordinal }: Reading,
): Traits {
  const isTwin = twins.count > 1
  const isNth = ordinal !== undefined && twins.place === (ordinal > 0 ? ordinal - 1 : twins.count + ordinal)
  const [, number] = /(?:^|\D)(\d{1,3})$/.exec(node.name.trim()) ?? []
  const isCounted = ordinal !== undefined && ordinal > 0 && number !== undefined
  return {
    // "The third photo" is "Photo 3".
    numbered: Number(isCounted && Number(number) === ordinal),
    numberedOther: Number(isCounted && Number(number) !== ordinal),
    twin: Number(isTwin),
    twinBare: Number(isTwin && near === 0),
    twinLead: Math.max(0, twins.lead),
    twinFirst: Number(twins.lead > 0.01),
    twinBehind: Number(twins.lead < -0.01),
    twinTop: Number(isTwin && twins.place === 0),
    twinLast: Number(isTwin && twins.place === twins.count - 1),
    nth: Number(isTwin && isNth),
    notNth: Number(isTwin && ordinal !== undefined && !isNth),
  }
}

/** How near its meaning is to the step's. */
const ofSense = ({ lead, twinLead, chance, above, overClicked, ...near }: Sense): Traits => ({
  senseName: near.name,
  sensePlace: near.place,
  senseTold: near.told,
  senseToldPlace: near.toldPlace,
  senseBack: near.back,
  senseClose: near.close / 20,
  senseLead: within01(0.5 + lead / 10),
  senseFirst: Number(lead > 0),
  senseWell: Number(lead > 2),
  senseFar: within01(-lead / 10),
  senseChance: chance,
  senseSure: Number(chance > 0.8),
  senseAbove: Math.max(0, above) / 4,
  senseOver: within01(overClicked / 10),
  senseUnder: within01(-overClicked / 10),
  senseTwin: within01(0.5 + twinLead / 6),
  senseTwinFirst: Number(twinLead > 0.05),
  senseTwinBehind: Number(twinLead < -0.05),
})
