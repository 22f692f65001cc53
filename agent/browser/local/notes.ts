import type { Generate } from '../port.ts'
import type { CdpSession } from './cdp.ts'

/** A control of the top document in Stagehand's tree. */
const LINE =
  /^(\s*\[0-(\d+)\] (button|link|textbox|searchbox|combobox|select|spinbutton|checkbox|radio|switch))(?:: (.*))?$/
/** Per question: a page of thousands of controls is answered without notes on the later ones. */
const MOST = 150
const TELLING = ['title', 'alt', 'aria-label', 'aria-roledescription', 'placeholder']
const NAMING = [
  'data-icon',
  'data-action',
  'class',
  'xlink:href',
  'href',
  'name',
  'id',
  'autocomplete',
  'type',
]
/** Words of frameworks and of layout; they name no thing. */
const NOISE = new Set(
  `fa fas far fab fal fad bi mdi ti ri icon icons ico svg btn button link nav item lucide feather material symbols outlined
  solid regular small large sm md lg xl hdr header footer wrapper container input field form control primary secondary
  radio checkbox switch text submit true false http https www html flex inline block hover focus dark light white black px py mt mb ml mr rounded
  border bg shadow absolute relative hidden css js react root main img image path use`.split(/\s+/),
)
const POPUPS = new Map([
  ['true', 'menu'],
  ...['menu', 'listbox', 'tree', 'grid', 'dialog'].map((kind) => [kind, kind] as const),
])

interface DomNode {
  attributes?: string[]
  children?: DomNode[]
  shadowRoots?: DomNode[]
}

/**
 * Adds to the tree what accessibility leaves out: what an icon is called in the markup (`button: (shopping cart)`), how
 * an unlabelled field is named, and that a button opens a menu (`[menu]`).
 */
export function withNotes(generate: Generate, session: CdpSession): Generate {
  return async (params) => {
    const messages = await Promise.all(
      params.messages.map(async (message) => ({
        ...message,
        content: await mapTexts(message.content, (text) => annotate(text, session)),
      })),
    )
    return generate({ ...params, messages })
  }
}

async function annotate(text: string, session: CdpSession): Promise<string> {
  let left = MOST
  const lines = text.split('\n').map(async (line) => {
    const match = LINE.exec(line)
    const [, head = '', id = '', role = '', name = ''] = match ?? []
    const isBare = !/[\p{L}\p{N}]{2}/u.test(name)
    if (!match || (!isBare && role !== 'button') || left-- <= 0) return line
    const node = await describe(session, Number(id))
    if (!node) return line
    const popup = POPUPS.get(attributesOf(node).get('aria-haspopup') ?? '')
    const words = isBare ? wordsOf(node) : ''
    // A size or a page number is a name, however short.
    const short = /[\p{L}\p{N}]/u.test(name) ? `${name} ` : ''
    return `${words ? `${head}: ${short}(${words})` : line}${popup ? ` [${popup}]` : ''}`
  })
  return (await Promise.all(lines)).join('\n')
}

async function describe(session: CdpSession, backendNodeId: number): Promise<DomNode | undefined> {
  try {
    const params = { backendNodeId, depth: 3, pierce: true }
    return (await session.send<{ node: DomNode }>('DOM.describeNode', params)).node
  } catch {
    // The page has changed meanwhile; the line stays as it was.
    return undefined
  }
}

function attributesOf({ attributes = [] }: DomNode): Map<string, string> {
  const pairs = attributes.flatMap((name, i) =>
    i % 2 === 0 ? [[name, attributes[i + 1] ?? ''] as const] : [],
  )
  return new Map(pairs)
}

/** Words said to people first, then those of the icon within, then those of the control's own markup. */
function wordsOf(node: DomNode): string {
  const inside = [...(node.children ?? []), ...(node.shadowRoots ?? [])].flatMap(withInside)
  const all = [node, ...inside]
  const said = all.flatMap((each) => TELLING.map((name) => attributesOf(each).get(name) ?? ''))
  const named = [...inside, node].flatMap((each) => NAMING.map((name) => attributesOf(each).get(name) ?? ''))
  const words = [...said, ...named].flatMap((value) =>
    value
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^\p{L}]+/u),
  )
  const telling = words.filter((word) => word.length > 1 && word.length < 20 && !NOISE.has(word))
  return [...new Set(telling)].slice(0, 5).join(' ')
}

const withInside = (node: DomNode): DomNode[] => [
  node,
  ...[...(node.children ?? []), ...(node.shadowRoots ?? [])].flatMap(withInside),
]

async function mapTexts(content: unknown, change: (text: string) => Promise<string>): Promise<unknown> {
  if (typeof content === 'string') return change(content)
  if (Array.isArray(content)) return Promise.all(content.map((part) => mapTexts(part, change)))
  const hasText = typeof content === 'object' && content !== null && 'text' in content
  return hasText && typeof content.text === 'string'
    ? { ...content, text: await change(content.text) }
    : content
}
