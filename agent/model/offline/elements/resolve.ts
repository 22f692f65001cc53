import { END, type StepPrompt } from '../../step-prompt.ts'
import { act, type ProposedAction } from './action.ts'
import { anyAdder, isAdder } from './cart.ts'
import { confirmation, FINAL } from './confirm.ts'
import { trailing } from './entry.ts'
import { isText } from './form-groups.ts'
import { goalActions } from './goal.ts'
import { intentOf } from './grammar.ts'
import { searched } from './grammar-form.ts'
import { isOpener } from './hidden.ts'
import { type Done, readHistory } from './history.ts'
import type { Intent } from './intent.ts'
import { isMenu, menuButton } from './menu.ts'
import { fieldNamed, pageActions } from './page-actions.ts'
import { currentPart } from './parts.ts'
import { choose } from './rank.ts'
import { isChoice, take } from './reading.ts'
import { lookUp, lookUpWith } from './search.ts'
import { clickables, parseTree, type TreeNode } from './tree.ts'
import { isWay, wayLink } from './way.ts'
import { has, plain, wordsOf } from './words.ts'

/** The ordered actions that bring a step forward on this page; none when it is done or nothing clearly fits. */
export function resolveStep({ step, path, done }: StepPrompt, tree: string): ProposedAction[] {
  const nodes = parseTree(tree)
  const history = readHistory(done)
  const own = history.filter((entry) => !isMenu(entry.name) || names(step, entry.name))
  const part = currentPart(step, own)
  const intent = intentOf(part.text)
  const ahead = part.done.filter((entry) => !isWay(entry.name, intent))
  const found = actionsFor(intent, part.text, path, ahead, nodes)
  if (found.length > 0)
    return part.isLast ? found.map((action) => ending(action, intent, found, nodes)) : found
  if (part.done.length > 0) return []
  const led =
    wayLink(intent, path, nodes) ?? (own.length === history.length ? menuFor(intent, nodes) : undefined)
  return led ? [act(led, 'click')] : []
}

function actionsFor(
  intent: Intent,
  text: string,
  path: string,
  done: readonly Done[],
  nodes: readonly TreeNode[],
): ProposedAction[] {
  const clicked = new Set(done.map(({ name }) => plain(name)))
  if (intent.kind === 'form') {
    const actions = goalActions(intent, path, done, nodes)
    if (actions.length > 0) return actions
  } else if (intent.kind === 'cart') {
    if (done.some((entry) => isAdder(entry.name)) || done.length > 1) return []
    return clickOn(
      anyAdder(intent.text, intent.ordinal, path, nodes) ?? choose(text, nodes, { clicked }),
      intent,
    )
  } else if (done.length === 0) {
    const actions = pageActions(intent, nodes)
    if (actions.length > 0 || (EXACT.includes(intent.kind) && !/^put\b/i.test(text))) return actions
  }
  const confirming = confirmation(text, done, nodes)
  if (confirming) return [act(confirming, 'click')]
  if (intent.kind === 'form' && done.length === 0)
    return intent.goal === 'search' ? sought(text, intent.values, nodes) : []
  // Asked again, only what the click has opened is left to choose from.
  if (done.length > 0 && !nodes.some(isChoice)) return []
  const found = choose(text, nodes, { clicked })
  const entered = done.length > 0 ? [] : enter(text, intent, nodes, found !== undefined && isPick(found))
  if (entered.length > 0) return entered
  const looked = found ? lookUpWith(found, searched(text), nodes) : []
  return looked.length > 0 ? looked : clickOn(found, intent)
}

const isPick = (node: TreeNode) =>
  isOpener(node) || ['option', 'radio', 'menuitemradio', ...BOXES].includes(node.role)

/** Types a value for which the page has a field of that name and which none of its controls says. */
function enter(
  text: string,
  intent: Intent,
  nodes: readonly TreeNode[],
  isPicked: boolean,
): ProposedAction[] {
  const given = intent.kind === 'set' ? intent : trailing(text)
  const isOffered = given && clickables(nodes).some(({ name }) => plain(name).includes(plain(given.value)))
  const box = given && !isOffered ? fieldNamed(given.field, nodes.filter(isText)) : undefined
  // A choice of that name goes before a box of nearly that name.
  const isNamed = box && wordsOf(given?.field ?? '').every((word) => wordsOf(box.name).includes(word))
  return box && given && (isNamed || !isPicked) ? [act(box, 'fill', given.value)] : []
}

/** A lone box to look it up in, or the place where such things are. */
function sought(text: string, values: readonly string[], nodes: readonly TreeNode[]): ProposedAction[] {
  const looked = lookUp(values, nodes)
  if (looked.length > 0) return looked
  const found = choose(text, nodes)
  const told = ['search', 'suche', 'buscar', 'buscador', ...wordsOf(values.join(' '))]
  const isElsewhere = /^(search|suche?|busca)\b/.test(plain(text)) && !has(found?.name ?? '', ...told)
  return found && !isElsewhere ? [act(found, 'click')] : []
}

/** Steps of these kinds say what to do to the letter; no click stands in for it. */
const EXACT: readonly Intent['kind'][] = ['type', 'press', 'scroll']
const BOXES = ['checkbox', 'switch', 'menuitemcheckbox']

function clickOn(node: TreeNode | undefined, intent: Intent): ProposedAction[] {
  // A box that is ticked already needs no click to be ticked.
  const isDone = node && intent.kind === 'toggle' && BOXES.includes(node.role) && node.checked === intent.on
  return node && !isDone ? [take(node)] : []
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
    // It may be asked about once more.
    FINAL.test(plain(action.description)) ||
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
