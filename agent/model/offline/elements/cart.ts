import { candidates } from './candidates.ts'
import { ORDINAL_WORDS } from './items.ts'
import type { TreeNode } from './tree.ts'
import { bestWide, isClassNoun, plain, wordsOf } from './words.ts'

/** On a card of its own a short word does. */
const ADDS =
  /\b(add|put|place) (it |this |one )?(in|into|to) (the |your |my )?(shopping )?(cart|basket|bag|trolley)\b|\bin den warenkorb\b|\b(anadir|agregar) (al carrito|a la cesta)\b|^(add|add \+|\+|\+ add|buy|buy now|add item|hinzufugen|kaufen|anadir|agregar|comprar)$/

/** Whether a click on this name has put something in the cart. */
export const isAdder = (name: string): boolean => ADDS.test(plain(name))

/** The button that puts a thing of a kind in the cart: the first whose card speaks of it, or the page's first where any will do. */
export function anyAdder(
  text: string,
  ordinal: number | undefined,
  path: string,
  nodes: readonly TreeNode[],
): TreeNode | undefined {
  const isAny =
    ordinal !== undefined || /^((an?|any|some|one|ein|eine|einen|un|una|it|this|that|es)\b|$)/.test(text)
  if (!isAny) return undefined
  const words = wordsOf(text).filter((word) => !ORDINAL_WORDS.includes(word))
  const adders = candidates(nodes).filter(({ node }) => isAdder(node.name))
  const speaking = adders.filter(({ own, around }) =>
    words.every((word) => bestWide(word, [...own, ...around]) > 0),
  )
  const titles = wordsOf(
    nodes
      .filter(({ role }) => role === 'heading' || role === 'RootWebArea')
      .map(({ name }) => name)
      .concat(path.replace(/[/_-]+/g, ' '))
      .join(' '),
  )
  const isGeneral = words.every((word) => isClassNoun(word) || bestWide(word, titles) > 0)
  const fitting =
    speaking.length > 0 ? speaking : isGeneral || /^(it|this|that|es|)$/.test(text) ? adders : []
  return fitting.at(ordinal === undefined ? 0 : ordinal > 0 ? ordinal - 1 : ordinal)?.node
}
