import { inEnglish } from '../english/english.ts'
import { act, type ProposedAction } from './action.ts'
import { isAdder } from './cart.ts'
import { kindOf } from './fields.ts'
import { submitOf } from './form-fit.ts'
import { formsOf, isText } from './form-groups.ts'
import { pageLanguage } from './languages.ts'
import { STOP } from './lexicon.ts'
import { literals } from './literals.ts'
import { slotsOf } from './slots.ts'
import { ancestors, subtree, type TreeNode } from './tree.ts'
import { plain, wordsOf } from './words.ts'

/** What a step chooses in a form before its button is clicked: "vote yes", "2 of them into the cart". */
export function choicesBefore(button: TreeNode, step: string, nodes: readonly TreeNode[]): ProposedAction[] {
  if (isAdder(button.name)) {
    const quantity = quantityBefore(button, step, nodes)
    if (quantity.length > 0) return quantity
  }
  const form =
    button.role === 'button' ? formsOf(nodes).find(({ buttons }) => buttons.includes(button)) : undefined
  if (!form || !(isAdder(button.name) || submitOf(form, 'other', wordsOf(step)) === button)) return []
  const { given } = slotsOf(form.fields.filter(isText), step)
  return form.fields.flatMap((field) => {
    const value = given.get(field)
    if (value !== undefined) return [act(field, 'fill', value)]
    const isBox = field.role === 'radio' || field.role === 'checkbox'
    if (isBox && !field.checked && isSaid(field, step, button)) return [act(field, 'click')]
    const option = field.role === 'select' ? optionSaid(field, step, button) : undefined
    return option && !option.selected ? [act(field, 'selectOptionFromDropdown', option.name)] : []
  })
}

/** How many of a thing go into the cart, asked for on its way. */
function quantityBefore(button: TreeNode, step: string, nodes: readonly TreeNode[]): ProposedAction[] {
  const field = nodes
    .slice(0, button.index)
    .findLast(
      (node) =>
        (node.role === 'button' && /\p{L}{2}/u.test(node.name) && isAdder(node.name)) ||
        (isText(node) && kindOf(node) === 'quantity'),
    )
  const value = field && isText(field) ? slotsOf([field], step).given.get(field) : undefined
  return field && value !== undefined ? [act(field, 'fill', value)] : []
}

/** A box and the others that a step names with it: "tick email and chat". */
export function choicesWith(box: TreeNode, step: string, nodes: readonly TreeNode[]): TreeNode[] {
  if (box.role !== 'checkbox' || !/,| (?:and|und|y) /.test(step)) return [box]
  const form = formsOf(nodes).find(({ fields }) => fields.includes(box))
  const like = (form?.fields ?? [box]).filter(
    (field) => field.role === 'checkbox' && field.checked === box.checked && isSaid(field, step),
  )
  return [...new Set([...like, box])].toSorted((a, b) => a.index - b.index)
}

/** The one option of a select that a step says. */
export function optionSaid(select: TreeNode, step: string, beside?: TreeNode): TreeNode | undefined {
  const said = subtree(select).filter((node) => node.role === 'option' && isSaid(node, step, beside))
  return said.find(({ name }) => wordsOf(name).every((word) => wordsOf(step).includes(word))) ?? said[0]
}

/** Whether a step says all that an option, a radio button or a box is called, on the page or in English. */
export function isSaid(choice: TreeNode, step: string, beside?: TreeNode): boolean {
  const root = ancestors(choice).at(-1)
  const language = root ? pageLanguage(subtree(root)) : 'en'
  const others = beside ? wordsOf(beside.name) : []
  const asked = wordsOf(step).filter((word) => !others.includes(word))
  const english = wordsOf(inEnglish(step, language))
  const isIn = (name: string, words: readonly string[]) => {
    const own = wordsOf(name)
    return own.length > 0 && own.every((word) => words.some((other) => isForm(word, other)))
  }
  return partsOf(choice.name).some(
    (name) =>
      (/^[a-z]{2,5}$/.test(plain(name)) ? isSpelled(name, step) : isIn(name, asked)) ||
      isSpelled(inEnglish(name, language), step) ||
      (language !== 'en' && wordsOf(name).length === 1 && isIn(inEnglish(name, language), english)),
  )
}

/** Short words mean little in another sentence: they are said as they stand, and yes and no as an answer. */
function isSpelled(name: string, step: string): boolean {
  const said = plain(name)
  if (STOP.has(said)) return literals(step).some((quoted) => plain(quoted) === said)
  if (ANSWERS.test(said) && !ANSWERING.test(plain(step))) return false
  const spoken = ` ${plain(step).replace(/[^a-z0-9]+/g, ' ')} `
  return said.length > 1 && /[a-z]/.test(said) && spoken.includes(` ${said} `)
}
const ANSWERS = /^(?:yes|no|ja|nein|si)$/
const ANSWERING =
  /\b(?:vot\w*|answer|choose|select|say|pick|tick|reply|stimm\w*|antwort\w*|wahl\w*|elig\w*|marca\w*|respond\w*|contesta\w*|di|mit|with)\b/

/** "Groß (32 cm) +3,00 €" is called groß, "2160p (4K)" either. */
const partsOf = (name: string): string[] => {
  const free = name.replace(/[+(]?\s*[€$£]\s?\d[\d.,]*\)?|\+?\s*\d[\d.,]*\s?[€$£]\)?/g, ' ')
  const inside = /\(([^)]*\p{L}[^)]*)\)/u.exec(free)?.[1] ?? ''
  return [free.replace(/\([^)]*\)/g, ' ').trim(), inside.trim()].filter((part) => /[\p{L}\d]/u.test(part))
}

/** "Administrador" and "administradora", "alquilar" and "alquiler". */
function isForm(a: string, b: string): boolean {
  if (a === b) return true
  let shared = 0
  while (shared < a.length && a[shared] === b[shared]) shared++
  return shared >= 5 && shared >= 0.75 * Math.max(a.length, b.length)
}
