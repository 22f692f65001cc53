import { act, type ProposedAction } from './action.ts'
import { kindOf } from './fields.ts'
import { type Form, formsOf, isText } from './form-groups.ts'
import type { TreeNode } from './tree.ts'
import { plain } from './words.ts'

/** What is redeemed or unlocked with: "the presale code WAVES26", "Gutschein FRUEHLING einlösen". */
export const codeIn = (step: string): string | undefined => {
  const [, code] = CODE.exec(step) ?? []
  return code !== undefined && /\p{Lu}|\d/u.test(code) && code === code.toUpperCase() ? code : undefined
}

const CALLED =
  '(?:(?:promo\\w*|presale|access|gift|discount|coupon|voucher|referral|invitation|activation|licen[cs]e|gutschein|rabatt|aktions|zugangs|geschenk)-?)*(?:codes?|key|coupon|voucher|gutschein|schlüssel|cup[oó]n|c[oó]digo|vale|clave)'
const CODE = new RegExp(
  `(?<!\\p{L}|(?:zip|postal|post|country|area|qr|security|verification|one-time|sms|source) |product )${CALLED}(?: (?:promocional|de descuento|de acceso|de regalo|promo|card))? ["“„]?([\\p{L}\\d][\\p{L}\\d-]{2,}[\\p{L}\\d])(?![\\p{L}\\d])`,
  'iu',
)

/** A code goes into the box before the button that redeems it; without one the button does nothing. */
export function redeemedBy(
  button: TreeNode,
  step: string,
  nodes: readonly TreeNode[],
): ProposedAction[] | undefined {
  const code = codeIn(step)
  if (code === undefined && !REDEEMS.test(plain(button.name))) return undefined
  const form = formsOf(nodes).find(({ buttons }) => buttons.includes(button))
  const box = form?.fields.findLast((field) => isText(field) && field.index < button.index)
  if (!form || !box || !(isForCode(box) || (code !== undefined && isOnly(box, form)))) return undefined
  return code === undefined ? [] : [act(box, 'fill', code), act(button, 'click')]
}

/** The code of a step in the one box of the page that asks for codes, with the button beside it. */
export function codeEntry(step: string, nodes: readonly TreeNode[]): ProposedAction[] {
  const [box, ...more] =
    codeIn(step) === undefined ? [] : nodes.filter((node) => isText(node) && isForCode(node))
  const form = formsOf(nodes).find(({ fields }) => box !== undefined && fields.includes(box))
  const button = box && form && besideCode(box, form)
  return (more.length === 0 && button && redeemedBy(button, step, nodes)) || []
}

/** The button that applies what stands in a box. */
export function besideCode(box: TreeNode, form: Form): TreeNode | undefined {
  const next = form.buttons.find(({ role, index }) => role === 'button' && index > box.index)
  return next && (isOnly(box, form) || REDEEMS.test(plain(next.name))) ? next : undefined
}

export const isOnly = (box: TreeNode, form: Form): boolean =>
  form.fields.every((field) => field === box || !isText(field))

const isForCode = (box: TreeNode) => kindOf(box) === 'coupon' || CODED.test(plain(box.name))
const CODED =
  /(?<!zip |post(?:al)? |country |area )\b(?:code|key|codigo|clave|schlussel)$|^(?:key|codigo|clave)\b/
const REDEEMS =
  /^(apply|redeem|unlock|use|check|validate|add|ok|go|submit|einlosen|anwenden|prufen|aplicar|canjear|validar)\b/
