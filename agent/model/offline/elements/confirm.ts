import { candidates, tellingWords } from './candidates.ts'
import type { Done } from './history.ts'
import { subtree, type TreeNode } from './tree.ts'
import { bestWide, plain } from './words.ts'

/** What can't be taken back: pages ask again before they do it, and no guess does it. */
export const FINAL = /delete|remove|cancel|discard|losch|entfern|storn|kundig|elimin|borra|anula/
/** Leaves things as they are. */
export const ASIDE =
  /^(no|not now|keep|back|never mind|close|cancel|dismiss|later|nein|nicht|behalten|abbrechen|zuruck|schliessen|volver|mantener|cerrar|cancelar|ahora no)\b|^x$|^×$/
const YES = /^(yes|ok|okay|confirm|ja|bestatigen|si|confirmar)\b/
const NO =
  /\b(no|not|keep|back|never mind|nein|nicht|behalten|abbrechen|zuruck|volver|mantener)\b|^cancel$|^cancelar$/

/** The button of a question that the last click has raised, which says yes or the step's own doing. */
export function confirmation(
  text: string,
  done: readonly Done[],
  nodes: readonly TreeNode[],
): TreeNode | undefined {
  const question = nodes.find(({ role }) => role === 'dialog' || role === 'alertdialog')
  if (!question || done.length !== 1 || !FINAL.test(plain(`${text} ${done[0]?.name ?? ''}`))) return undefined
  const { verb } = tellingWords(text)
  const inside = subtree(question)
  const saying = candidates(nodes).filter(
    ({ node, own }) =>
      node.role === 'button' &&
      inside.includes(node) &&
      !NO.test(plain(node.name)) &&
      (YES.test(plain(node.name)) || (verb !== undefined && bestWide(verb, own) > 0)),
  )
  return saying.length === 1 ? saying[0]?.node : undefined
}
