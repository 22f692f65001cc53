import type { StepPrompt } from '../../step-prompt.ts'
import { act, type ProposedAction } from './action.ts'
import { cartTarget, clickTarget } from './click.ts'
import { goalActions } from './goal.ts'
import { type Done, isClick, readHistory } from './history.ts'
import { type Intent, intentOf } from './intent.ts'
import { isMenu, menuButton } from './menu.ts'
import { pageActions } from './page-actions.ts'
import { currentPart } from './parts.ts'
import { parseTree, type TreeNode } from './tree.ts'
import { has } from './words.ts'

/** The ordered actions that bring a step forward on this page; none when it is done or nothing clearly fits. */
export function resolveStep({ step, path, done }: StepPrompt, tree: string): ProposedAction[] {
  const nodes = parseTree(tree)
  const history = readHistory(done)
  const { text, done: own } = currentPart(
    step,
    history.filter((entry) => !isMenu(entry.name)),
  )
  const found = actionsFor(intentOf(text), text, path, own, nodes)
  const opened = history.some((entry) => isMenu(entry.name))
  if (found.length > 0 || opened || !isOpen(intentOf(text), own)) return found
  const menu = menuButton(intentOf(text), nodes)
  return menu ? [act(menu, 'click')] : []
}

/** Whether the step still waits for a click that a closed menu may hide. */
const isOpen = (intent: Intent, done: readonly Done[]) =>
  done.length === 0 && (intent.kind === 'click' || intent.kind === 'form' || intent.kind === 'home')

function actionsFor(
  intent: Intent,
  text: string,
  path: string,
  done: readonly Done[],
  nodes: readonly TreeNode[],
): ProposedAction[] {
  if (intent.kind === 'form') return goalActions(intent, path, done, nodes)
  if (intent.kind === 'cart') {
    if (done.some((entry) => has(entry.name, 'addtocart')) || done.length > 1) return []
    return clickOn(cartTarget(intent.text, intent.ordinal, nodes))
  }
  if (done.some((entry) => isClick(entry)) || done.length > 0) return []
  if (intent.kind === 'click') return clickOn(clickTarget(intent, nodes))
  const found = pageActions(intent, nodes)
  // "choose a plan for teams" reads like a select's grammar but names a link.
  return found.length > 0 || (intent.kind !== 'set' && intent.kind !== 'toggle')
    ? found
    : clickAnyway(text, nodes)
}

function clickAnyway(text: string, nodes: readonly TreeNode[]): ProposedAction[] {
  const ordinal = undefined
  return clickOn(
    clickTarget(
      {
        kind: 'click',
        text: text.replace(/^(check|choose|select|pick)\b/i, ''),
        any: true,
        verb: 'choose',
        ordinal,
      },
      nodes,
    ),
  )
}

const clickOn = (node: TreeNode | undefined) => (node ? [act(node, 'click')] : [])
