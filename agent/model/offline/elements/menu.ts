import type { Intent } from './intent.ts'
import { clickables, type TreeNode } from './tree.ts'
import { plain } from './words.ts'

const MENU =
  /^((open|toggle|show|main|site|mobile) )*(menu|navigation|nav|main menu|menu button|hamburger|menu offnen|abrir menu)( menu)?$/
const ACCOUNT = /\b(account|profile|user|avatar)( |$).*\bmenu\b|^(account|profile|my account|user menu)$/

/** Whether a click on this name only opened a menu: the step itself is still to do. */
export const isMenu = (name: string): boolean => MENU.test(plain(name)) || ACCOUNT.test(plain(name))

/** The closed menu that may hide what a step names, such as a phone's hamburger, or the account menu for logging out. */
export function menuButton(intent: Intent, nodes: readonly TreeNode[]): TreeNode | undefined {
  const buttons = clickables(nodes).filter((node) => node.role === 'button')
  const account =
    intent.kind === 'click' && /\b(log|sign)[ -]?(out|off)\b|\bprofile|\baccount|\bsettings/.test(intent.text)
  return (
    (account ? buttons.find((node) => ACCOUNT.test(plain(node.name))) : undefined) ??
    buttons.find((node) => MENU.test(plain(node.name)))
  )
}
