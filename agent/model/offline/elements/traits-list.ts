import { asksExtreme, extremeOf } from './extremes.ts'
import type { Traits } from './net.ts'
import type { Reading } from './reading.ts'
import type { TreeNode } from './tree.ts'

/** More levels than these are the page's own frame. */
const LEVELS = 4

/** An item that a control is or stands in, among its like. */
interface Place {
  item: TreeNode
  items: readonly TreeNode[]
}

/** "The second video", "book the cheapest": its place in the lists it is an item of, or a control of an item. */
export function ofList(node: TreeNode, { ordinal, text }: Pick<Reading, 'ordinal' | 'text'>): Traits {
  const isMost = asksExtreme(text)
  if (ordinal === undefined && !isMost) return {}
  const places = placesOf(node)
  return {
    ...(ordinal !== undefined && ofOrdinal(places, ordinal)),
    ...(isMost && ofExtreme(places, text)),
  }
}

function ofOrdinal(places: readonly Place[], ordinal: number): Traits {
  const isMeant = places.map(
    ({ item, items }) => items.indexOf(item) === (ordinal > 0 ? ordinal - 1 : items.length + ordinal),
  )
  return {
    listNth: Number(isMeant.includes(true)),
    listNthInner: Number(isMeant[0] === true),
    listNthOuter: Number(isMeant.slice(1).includes(true)),
    listOther: Number(places.length > 0 && !isMeant.includes(true)),
    listNone: Number(places.length === 0),
  }
}

function ofExtreme(places: readonly Place[], text: string): Traits {
  const found = places.map(({ item, items }) => {
    const most = extremeOf(text, items)
    return most && { isIt: most === item }
  })
  return {
    mostOf: Number(found.some((each) => each?.isIt)),
    mostOther: Number(found.some((each) => each?.isIt === false)),
  }
}

/** Innermost first: siblings of one role, without the row of headers. The cells of a row are no list. */
function placesOf(node: TreeNode): Place[] {
  const places: Place[] = []
  let item = node
  for (let level = 0; item.parent && level < LEVELS; level++) {
    const { role, parent } = item
    const items = parent.children.filter((child) => child.role === role && !isHeader(child))
    if (items.length > 1 && !CELLS.includes(role)) places.push({ item, items })
    item = parent
  }
  return places
}

const CELLS = ['cell', 'gridcell', 'columnheader']
const isHeader = ({ role, children }: TreeNode) =>
  role === 'row' && children.some((child) => child.role === 'columnheader')
