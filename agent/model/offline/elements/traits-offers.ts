import { isSocial } from './candidates.ts'
import { fieldKind, PERSONAL } from './fields.ts'
import { isText } from './form-groups.ts'
import { isEntry } from './history.ts'
import { type Meeting, share } from './meeting.ts'
import type { Traits } from './net.ts'
import { formSentBy, isSearchBox, type Rule } from './offers.ts'
import { POPUPS, type Reading } from './reading.ts'
import { isChoice } from './take.ts'
import { within } from './tree.ts'
import { plain } from './words.ts'

const RULES: readonly Rule[] = ['type', 'set', 'cart', 'search', 'form', 'led', 'enter', 'confirm']
const WRITES =
  /^(type|enter|fill|write|input|put|set|change|give|say|add|search|find|look|rename|post|publish|ask|reply|comment|use|apply|redeem|trag|gib|schreib|tippe|such|stelle?|anad|escrib|pon|introduc|busc|cambi)/

/** What a rule would do, and whether it writes something down. */
export function ofOffers(
  { node }: Meeting,
  { offers, values, text, nodes, intent, quotes, kind }: Reading,
): Traits {
  const mine = offers.find(({ target }) => target === node)
  const isField = isText(node) || isSearchBox(node)
  const writes = WRITES.test(plain(text))
  const said = isField && values.length > 0
  const isSearch = node.role === 'searchbox' || fieldKind(node.name) === 'search'
  const sends = !isField && formSentBy(node, nodes) !== undefined
  return {
    ...Object.fromEntries(RULES.map((rule) => [`rule_${rule}`, Number(mine?.rule === rule)])),
    ruleOther: Number(mine === undefined && offers.length > 0),
    field: Number(isField),
    fieldSaid: Number(said),
    fieldQuoted: Number(said && quotes.length > 0),
    fieldWrites: Number(said && writes),
    fieldWritten: Number(isField && PERSONAL.has(fieldKind(node.name)) && writes),
    fieldLooks: Number(isField && kind.looks),
    fieldUnsaid: Number(isField && !said && !writes),
    sendsLooks: Number(sends && kind.looks),
    sendsToggles: Number(sends && kind.toggles),
    social: Number(isSocial(text) && !isSocial(node.name)),
    socialSaid: Number(isSocial(text) && isSocial(node.name)),
    fieldSearch: Number(isSearch && intent.kind === 'form' && intent.goal === 'search'),
    fieldSearchOther: Number(isSearch && !(intent.kind === 'form' && intent.goal === 'search')),
    sends: Number(sends),
    sendsSaid: Number(sends && values.length > 0),
  }
}

/** Asked again after something has been clicked: what that brought up, and what it left to say. */
export function ofAgain(
  { node, own, isState }: Meeting,
  { done, left, like, nodes, verb, isNew, offers, values }: Reading,
): Traits {
  const last = done.at(-1)
  if (!last) return {}
  const clicked = nodes.find(({ name }) => name === last.name)
  const after = clicked ? node.index - clicked.index : 0
  const said = left.length === 0 ? 0 : share(left, (word) => like(word, own))
  return {
    again: 1,
    againLeft: said,
    againAll: Number(left.length === 0),
    againNear: Number(after > 0 && after <= 30),
    againNearSaid: Number(after > 0 && after <= 30) * said,
    againPopup: Number(within(node, POPUPS) !== undefined),
    againChoice: Number(isChoice(node)),
    againChoiceSaid: Number(isChoice(node)) * said,
    againMoved: Number(last.moved),
    againMovedSaid: Number(last.moved) * said,
    againState: Number(isState),
    againDoing: verb === undefined ? 0 : like(verb, own),
    againLink: Number(node.role === 'link'),
    againGone: Number(clicked === undefined),
    againGoneNew: Number(clicked === undefined && isNew(node)),
    againValue: Number(
      values.length > 0 && !done.some(isEntry) && (isText(node) || formSentBy(node, nodes) !== undefined),
    ),
    againNew: Number(isNew(node)),
    againNewSaid: Number(isNew(node)) * said,
    againNewLed: Number(isNew(node) && offers.some(({ target, rule }) => target === node && rule === 'led')),
    againNewField: Number(isNew(node) && isText(node)),
    againNewSends: Number(isNew(node) && formSentBy(node, nodes) !== undefined),
  }
}
