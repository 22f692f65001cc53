import type { Link } from '../port.ts'
import type { CdpSession } from './cdp.ts'

/** Enough to choose from; a page of ten thousand links is not read to its end. */
const MOST_LINKS = 200
const MOST_TEXT = 120

/** Runs in the page, whose own scripts may have changed what it calls: what comes back is checked like any input. */
const FIND = `(() => {
  const place = (element) => {
    const parts = []
    for (let one = element; one && one.nodeType === 1; one = one.parentElement) {
      const same = one.parentElement ? [...one.parentElement.children].filter((o) => o.localName === one.localName) : [one]
      parts.unshift(one.localName + '[' + (same.indexOf(one) + 1) + ']')
    }
    return 'xpath=/' + parts.join('/')
  }
  const found = []
  for (const a of document.querySelectorAll('a[href]')) {
    if (found.length >= ${MOST_LINKS}) break
    const box = a.getBoundingClientRect()
    if (a.hasAttribute('download') || a.target === '_blank' || box.width < 4 || box.height < 4) continue
    if (a.namespaceURI !== 'http://www.w3.org/1999/xhtml' || !a.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    const text = (a.getAttribute('aria-label') || a.innerText || a.title || '').replace(/\\s+/g, ' ').trim()
    found.push({ url: a.href, text: text.slice(0, ${MOST_TEXT}), selector: place(a) })
  }
  return found
})()`

/** The links that can be seen and clicked on the page in front. */
export async function findLinks(session: CdpSession): Promise<Link[]> {
  const { result } = await session.send<{ result: { value?: unknown } }>('Runtime.evaluate', {
    expression: FIND,
    returnByValue: true,
  })
  return Array.isArray(result.value) ? result.value.slice(0, MOST_LINKS).filter(isLink) : []
}

function isLink(value: unknown): value is Link {
  if (typeof value !== 'object' || value === null) return false
  const { url, text, selector } = value as Record<string, unknown>
  const texts = [url, text, selector].every((part) => typeof part === 'string' && part.length < 2_000)
  return texts && String(selector).startsWith('xpath=/') && URL.canParse(String(url))
}
