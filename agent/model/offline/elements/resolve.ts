import { END, type StepPrompt } from '../../step-prompt.ts'
import { act, type ProposedAction } from './action.ts'
import { cartTarget, clickTarget, isAdder } from './click.ts'
import { byEvidence, evidenceFor, isContested, lacksDoing } from './evidence.ts'
import { goalActions } from './goal.ts'
import { intentOf } from './grammar.ts'
import { type Done, readHistory } from './history.ts'
import type { Intent } from './intent.ts'
import { fromOpened, isOpener, lastResort } from './last-resort.ts'
import { isMenu, menuButton } from './menu.ts'
import { pageActions } from './page-actions.ts'
import { currentPart } from './parts.ts'
import { parseTree, type TreeNode } from './tree.ts'
import { isWay, wayLink } from './way.ts'
import { plain, wordsOf } from './words.ts'

/** The ordered actions that bring a step forward on this page; none when it is done or nothing clearly fits. */
export function resolveStep({ step, path, done }: StepPrompt, tree: string): ProposedAction[] {
  const nodes = parseTree(tree)
  const history = readHistory(done)
  const own = history.filter((entry) => !isMenu(entry.name) || names(step, entry.name))
  const part = currentPart(step, own)
  const intent = intentOf(part.text)
  const ahead = part.done.filter((entry) => !isWay(entry.name, intent))
  const ruled = actionsFor(intent, part.text, path, ahead, nodes)
  const opened = ruled.length === 0 && ahead.length > 0 && intent.kind !== 'form'
  const found = opened ? fromOpened(part.text, nodes, ahead) : checked(ruled, part.text, intent, nodes)
  const end = (actions: ProposedAction[]) =>
    part.isLast ? actions.map((action) => ending(action, intent, actions, nodes)) : actions
  if (found.length > 0) return end(found)
  if (part.done.length > 0) return []
  const led =
    wayLink(intent, path, nodes) ?? (own.length === history.length ? menuFor(intent, nodes) : undefined)
  return led ? clickOn(led) : end(lastResort(part.text, intent, nodes))
}

/** By how much the page must speak for another control before a rule's answer is doubted. */
const CLEARLY = 0.25

/** A rule's click, unless the page as a whole speaks for another control; then that one, or nothing when it can't be told. */
function checked(
  ruled: ProposedAction[],
  text: string,
  intent: Intent,
  nodes: readonly TreeNode[],
): ProposedAction[] {
  const [click, ...more] = ruled
  const node = nodes.find(({ id }) => id === click?.elementId)
  const isErrand = intent.kind === 'form' && !['other', 'buy', 'contact'].includes(intent.goal)
  const isAny = intent.kind === 'click' && (intent.any || intent.ordinal !== undefined)
  if (node && isAny && lacksDoing(text, node)) return lastResort(text, intent, nodes)
  if (
    !node ||
    isAny ||
    (intent.kind === 'toggle' && BOXES.includes(node.role)) ||
    click?.method !== 'click' ||
    more.length > 0 ||
    isErrand ||
    ['home', 'cart'].includes(intent.kind)
  )
    return ruled
  if (intent.kind === 'click' && !intent.quoted && isContested(text, node, nodes))
    return lastResort(text, intent, nodes)
  const own = evidenceFor(text, node, nodes)
  if (intent.kind === 'click' && lacksDoing(text, node)) return lastResort(text, intent, nodes)
  const better = byEvidence(text, nodes)
  if (!better || better.node.name === node.name) return ruled
  if (better.isRead && better.score > own) return lastResort(text, intent, nodes)
  return better.score > own + CLEARLY ? lastResort(text, intent, nodes) : ruled
}

/** Marks the one action that finishes the step, so that nobody has to ask whether it is done. */
function ending(
  action: ProposedAction,
  intent: Intent,
  all: readonly ProposedAction[],
  nodes: readonly TreeNode[],
): ProposedAction {
  const node = nodes.find(({ id }) => id === action.elementId)
  const leadsOn =
    intent.kind === 'form' ||
    (intent.kind === 'cart' && !isAdder(action.description)) ||
    isWay(action.description, intent) ||
    (node !== undefined && isOpener(node) && action.method === 'click')
  return all.length > 1 || leadsOn ? action : { ...action, description: `${action.description} ${END}` }
}

/** "Open the account menu" is done by the click that otherwise only leads on. */
const names = (step: string, name: string) => {
  if (/\bmenu\b/.test(plain(step))) return true
  const asked = wordsOf(step.replace(/^\s*(open|show)\b/i, ''))
  return wordsOf(name).some((word) => asked.includes(word))
}

const menuFor = (intent: Intent, nodes: readonly TreeNode[]) =>
  ['click', 'form', 'home', 'cart'].includes(intent.kind) ? menuButton(intent, nodes) : undefined

function actionsFor(
  intent: Intent,
  text: string,
  path: string,
  done: readonly Done[],
  nodes: readonly TreeNode[],
): ProposedAction[] {
  if (intent.kind === 'form') return goalActions(intent, path, done, nodes)
  if (intent.kind === 'cart') {
    if (done.some((entry) => isAdder(entry.name)) || done.length > 1) return []
    return clickOn(cartTarget(intent.text, intent.ordinal, path, nodes))
  }
  if (done.length > 0) return []
  if (intent.kind === 'click') return clickOn(clickTarget(intent, nodes))
  const found = pageActions(intent, nodes)
  // "choose a plan for teams" reads like a select's grammar but names a link.
  return found.length > 0 || (intent.kind !== 'set' && intent.kind !== 'toggle')
    ? found
    : clickAnyway(intent, text, nodes)
}

const BOXES = ['checkbox', 'switch', 'menuitemcheckbox']

function clickAnyway(intent: Intent, text: string, nodes: readonly TreeNode[]): ProposedAction[] {
  const boxes = intent.kind === 'toggle' ? nodes.filter(({ role }) => BOXES.includes(role)) : []
  const box = byEvidence(text, nodes, { among: boxes })?.node
  if (box && intent.kind === 'toggle') return box.checked === intent.on ? [] : clickOn(box)
  const words = text.replace(/^(check|choose|select|pick)\b/i, '')
  return clickOn(clickTarget({ kind: 'click', text: words, any: true, verb: 'choose' }, nodes))
}

const clickOn = (node: TreeNode | undefined) => (node ? [act(node, 'click')] : [])
