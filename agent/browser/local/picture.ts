import { BrowserError } from '../port.ts'
import type { Tab } from './tab.ts'

const WORLD = 'sessionburst-picture'

/**
 * The viewport as JPEG. Secrets that its page shows are covered meanwhile: whoever may look at pictures may not
 * therefore read them.
 */
export async function takePicture(tab: Tab, secrets: readonly string[]): Promise<Uint8Array> {
  const uncover = secrets.length > 0 ? await cover(tab, secrets) : undefined
  // A phone's screen as JPEG costs 0.06 s of CPU and 66 KB; as WebP 0.17 s and 38 KB.
  const params = { format: 'jpeg', quality: 60 }
  const { data } = await tab.session.send<{ data: string }>('Page.captureScreenshot', params)
  await uncover?.()
  return Buffer.from(data, 'base64')
}

/** In a world of its own, by style alone: neither the page's scripts nor a recorder of its document see a change. */
async function cover(
  { session, targetId }: Tab,
  secrets: readonly string[],
): Promise<() => Promise<unknown>> {
  const { executionContextId: contextId } = await session.send<{ executionContextId: number }>(
    'Page.createIsolatedWorld',
    { frameId: targetId, worldName: WORLD },
  )
  const run = (expression: string) =>
    session.send<{ exceptionDetails?: object }>('Runtime.evaluate', { expression, contextId })
  const { exceptionDetails } = await run(`(${coverPage})(${JSON.stringify(secrets)})`)
  if (exceptionDetails) throw new BrowserError('unreachable', 'the page could not be covered for its picture')
  return () => run('uncover()')
}

/** Runs in the page. Fields show dots, texts that hold a value a bar in its place. */
function coverPage(secrets: string[]): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`input, textarea { -webkit-text-security: disc !important }
    ::highlight(sessionburst) { color: transparent !important; background-color: gray !important }`)
  const ranges: Range[] = []
  const values = secrets.map((value) => value.toLowerCase()).filter((value) => value.length > 2)
  const mark = (node: Text) => {
    const text = node.data.toLowerCase()
    for (const value of values)
      for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
        const range = new Range()
        range.setStart(node, at)
        range.setEnd(node, Math.min(at + value.length, node.length))
        ranges.push(range)
      }
  }
  const roots: (Document | ShadowRoot)[] = []
  const enter = (root: Document | ShadowRoot) => {
    roots.push(root)
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Text) mark(node)
      else if (node instanceof Element && node.shadowRoot) enter(node.shadowRoot)
    }
  }
  enter(document)
  CSS.highlights.set('sessionburst', new Highlight(...ranges))
  Object.assign(globalThis, {
    uncover: () => {
      CSS.highlights.delete('sessionburst')
      for (const root of roots)
        root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet)
    },
  })
}
