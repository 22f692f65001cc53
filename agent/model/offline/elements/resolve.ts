import { END, MAYBE, type StepPrompt } from '../../step-prompt.ts'
import { actOn } from './acting.ts'
import { act, type ProposedAction } from './action.ts'
import { isSocial, tellingWords } from './candidates.ts'
import { isAdder } from './cart.ts'
import { codeIn } from './codes.ts'
import { FINAL } from './confirm.ts'
import { echoesOf, markOf } from './echo.ts'
import { fittingForm } from './errand-form.ts'
import { goalActions, PLANNISH } from './goal.ts'
import { intentOf } from './grammar.ts'
import { isOpener } from './hidden.ts'
import { isClick, isEntry, readHistory } from './history.ts'
import type { Goal, Intent } from './intent.ts'
import { isMenu, menuButton } from './menu.ts'
import type { Net } from './net.ts'
import { type Asked, offersFor } from './offers.ts'
import { pageActions } from './page-actions.ts'
import { currentPart, type Part } from './parts.ts'
import { choose } from './rank.ts'
import { take } from './take.ts'
import { parseTree, region, type TreeNode } from './tree.ts'
import { forWhom, saidOutright } from './values.ts'
import { isWay, wayLink } from './way.ts'
import { best, plain, wordsOf } from './words.ts'

/**
 * The ordered actions that bring a step forward on this page; none when it is done or nothing fits. Where nothing
 * clearly fits but something comes near, that is named, marked as no more than that.
 */
export async function resolveStep(
  prompt: StepPrompt,
  tree: string,
  before?: string,
  net?: Net,
): Promise<ProposedAction[]> {
  const nodes = parseTree(tree)
  const { asked: due, part } = askedIn(prompt, nodes, before)
  const asked = { ...due, net }
  const { actions: found, isBlank, near = [] } = await actionsFor(asked)
  if (found.length > 0) return part.isLast ? found.map((action) => ending(action, asked, found)) : found
  const nearest = near.slice(0, MOST_NEAR).map((node) => maybe(node, nodes))
  if (part.done.length > 0) return nearest
  const isFresh = readHistory(prompt.done).every(({ name }) => !isMenu(name) || names(prompt.step, name))
  const led =
    wayLink(asked.intent, prompt.path, nodes) ??
    (isFresh && isBlank ? menuFor(asked.intent, nodes) : undefined)
  return led ? [act(led, 'click')] : nearest
}

const MOST_NEAR = 3

/** One of several of a name goes by its place among them. */
function maybe(node: TreeNode, nodes: readonly TreeNode[]): ProposedAction {
  const twins = nodes.filter(({ role, name }) => role === node.role && name === node.name)
  const place = twins.length > 1 ? ` no. ${twins.indexOf(node) + 1}` : ''
  const action = take(node)
  return { ...action, description: `${node.name || node.role}${place} ${MAYBE}` }
}

/** The part of a step that is due, and what has been done for it. */
export function askedIn(
  { step, path, done }: StepPrompt,
  nodes: readonly TreeNode[],
  before?: string,
): { asked: Asked; part: Part } {
  const own = readHistory(done).filter((entry) => !isMenu(entry.name) || names(step, entry.name))
  const part = currentPart(step, own)
  const intent = intentOf(part.text)
  const ahead = part.done.filter((entry) => !isWay(entry.name, intent))
  const prior = before === undefined ? undefined : parseTree(before)
  const seen = prior && { before: new Set(prior.map(markOf)), echoes: echoesOf(prior, nodes) }
  return { asked: { text: part.text, intent, path, done: ahead, nodes, ...seen }, part }
}

/** Whether a step's words or its page decide on it, and nothing is chosen. */
export const isDecided = ({ intent, done }: Asked): boolean =>
  isErrand(intent) ||
  ON_PAGE.includes(intent.kind) ||
  (['cookies', 'home'].includes(intent.kind) && done.length === 0) ||
  done.length > LONGEST_WAY

/** Errands whose whole way is known; any other is told by its words. */
const ERRANDS: readonly Goal[] = ['signup', 'login', 'checkout', 'invite']
const isErrand = (intent: Intent): boolean =>
  intent.kind === 'form' &&
  !isSocial(intent.text) &&
  (ERRANDS.includes(intent.goal) || (intent.goal === 'buy' && PLANNISH.test(plain(intent.text))))
/** Steps that are done on the page itself. */
const ON_PAGE: readonly Intent['kind'][] = ['press', 'scroll']
/** More clicks for one step than this, and the way is lost. */
const LONGEST_WAY = 3

interface Found {
  actions: ProposedAction[]
  isBlank: boolean
  near?: TreeNode[]
}

async function actionsFor(asked: Asked): Promise<Found> {
  const { intent, path, done, nodes } = asked
  const isContact = intent.kind === 'form' && intent.goal === 'contact' && done.length === 0
  if (isContact && fittingForm(intent, path, nodes))
    return { actions: await goalActions(intent, path, done, nodes), isBlank: false }
  if (intent.kind === 'form' && isErrand(intent)) {
    const actions = await goalActions(intent, path, done, nodes)
    return { actions, isBlank: true }
  }
  // What has been typed and sent is looked for: what it finds is another step's.
  const isSought = intent.kind === 'form' && intent.goal === 'search' && done.some(isEntry)
  if (isSought && done.findLastIndex(isClick) > done.findIndex(isEntry))
    return { actions: [], isBlank: false }
  if (['press', 'scroll', 'cookies', 'home'].includes(intent.kind) && done.length === 0) {
    const actions = pageActions(intent, nodes)
    if (actions.length > 0) return { actions, isBlank: false }
  }
  if (ON_PAGE.includes(intent.kind) || done.length > LONGEST_WAY) return { actions: [], isBlank: false }
  const offers = offersFor(asked)
  const along = (node: TreeNode) => actOn(node, asked, offers).map(({ elementId }) => elementId)
  const { node: found, none, near } = await choose(asked, { along })
  // A box that is ticked already needs no click to be ticked.
  const isDone =
    found && intent.kind === 'toggle' && BOXES.includes(found.role) && found.checked === intent.on
  if (isDone) return { actions: [], isBlank: false }
  return found
    ? { actions: actOn(found, asked, offers), isBlank: none > 0.5 }
    : { actions: [], isBlank: none > 0.5, near }
}

const BOXES = ['checkbox', 'switch', 'menuitemcheckbox']

/** Marks the one action that finishes the step, so that nobody has to ask whether it is done. */
function ending(action: ProposedAction, asked: Asked, all: readonly ProposedAction[]): ProposedAction {
  const { intent, nodes } = asked
  const node = nodes.find(({ id }) => id === action.elementId)
  const leadsOn =
    intent.kind === 'form' ||
    (intent.kind === 'cart' && !isAdder(action.description)) ||
    isWay(action.description, intent) ||
    // It may be asked about once more.
    FINAL.test(plain(action.description)) ||
    // "I have a code" opens the box for it.
    (action.method === 'click' && isOwed(asked, node)) ||
    (node !== undefined && action.method === 'click' && (isOpener(node) || !says(node, asked)))
  return all.length > 1 || leadsOn ? action : { ...action, description: `${action.description} ${END}` }
}

/** What a step says is to be entered before it ends; a box that is ticked may open a field for whom it is. */
const isOwed = ({ text }: Asked, node: TreeNode | undefined) =>
  codeIn(text) !== undefined ||
  saidOutright(text) !== undefined ||
  (node?.role === 'checkbox' && forWhom(text) !== undefined)

/** What is picked or gone to is done by that; what a button does shows, unless its name says all that was asked. */
function says(node: TreeNode, { text, done }: Asked): boolean {
  if (ENDS.includes(node.role) && !(node.role === 'link' && ASKS.test(plain(text)))) return true
  if (BEGINS.test(plain(text)) || ASKS.test(plain(text))) return false
  const said = wordsOf([node.name, ...done.map(({ name }) => name)].join(' '))
  const { verb, telling } = tellingWords(text)
  return [...telling, ...(verb === undefined ? [] : [verb])].every((word) => best(word, said) > 0.8)
}
const ENDS = ['link', 'radio', 'checkbox', 'switch', 'option', 'menuitemradio', 'menuitemcheckbox']
/** A form follows, wherever its link leads. */
const ASKS =
  /^(ask|sign(?! (?:me )?(?:in|out|up|off)\b)|order|request|apply|solicita\w*|pid[ea]|pedir)\b|\b(beantragen|anfragen|anfordern)$/
/** A form may follow. */
const BEGINS =
  /^(create|add|new|write|compose|book|request|apply|report|file|make|start|invite|schedule|send|edit|change|rename)\b/

/** "Open the account menu" is done by the click that otherwise only leads on. */
const names = (step: string, name: string) => {
  if (/\bmenu\b/.test(plain(step))) return true
  const asked = wordsOf(step.replace(/^\s*(open|show)\b/i, ''))
  return wordsOf(name).some((word) => asked.includes(word))
}

/** Links that are shown need no menu that hides them. */
const FEW = 2
const menuFor = (intent: Intent, nodes: readonly TreeNode[]) =>
  nodes.filter((node) => node.role === 'link' && region(node) === 'header').length < FEW &&
  ['click', 'form', 'home', 'cart'].includes(intent.kind)
    ? menuButton(intent, nodes)
    : undefined
