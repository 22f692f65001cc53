import type { SurveyedPage } from '../../db/schema/doctor.ts'
import { isHarmless } from './harmless.ts'

export interface PageSeen extends SurveyedPage {
  links: { url: string; text: string }[]
}

/** Runs in the page. All of it is text that somebody else wrote: cut, counted, and never obeyed. */
function look(): PageSeen {
  const cut = (text: string | null | undefined, length = 80) =>
    (text ?? '').replace(/\s+/g, ' ').trim().slice(0, length)
  const shown = (element: Element) => {
    const { width, height } = element.getBoundingClientRect()
    return width > 0 && height > 0
  }
  const texts = (place: ParentNode, selector: string, count: number) => {
    const all = [...place.querySelectorAll<HTMLElement>(selector)].slice(0, 500).filter(shown)
    const said = all.map((element) =>
      cut(element.innerText || (element as HTMLInputElement).value || element.getAttribute('aria-label')),
    )
    return [...new Set(said)].filter(Boolean).slice(0, count)
  }
  const main = document.querySelector('main, [role="main"]')
  const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href]')].slice(0, 500)
  const labelOf = (field: HTMLInputElement) =>
    cut(
      field.labels?.[0]?.textContent || field.getAttribute('aria-label') || field.placeholder || field.name,
      60,
    )
  return {
    path: location.pathname.slice(0, 300),
    title: cut(document.title, 120),
    headings: texts(document, 'h1, h2', 5),
    // What every page has around it says little of this one.
    actions: texts(main ?? document, 'button, [role="button"], input[type="submit"], a[href]', 12),
    forms: [...document.forms].slice(0, 4).map((form) => {
      const controls = [...form.elements].filter(
        (it): it is HTMLInputElement => 'name' in it,
      ) as HTMLInputElement[]
      const fields = controls.filter((it) => !/^(hidden|submit|button|reset|image|fieldset)$/.test(it.type))
      const submit = form.querySelector<HTMLElement>('button:not([type="button"]), input[type="submit"]')
      return {
        fields: fields.slice(0, 12).map(labelOf).filter(Boolean),
        submit: cut(submit?.innerText || (submit as HTMLInputElement | null)?.value, 60) || null,
      }
    }),
    links: links
      .filter((link) => !link.hasAttribute('download') && link.href.startsWith(`${location.origin}/`))
      .slice(0, 200)
      .map((link) => ({
        url: link.href.slice(0, 500),
        text: cut(link.innerText || link.getAttribute('aria-label'), 60),
      })),
  }
}

export const lookScript = `(${String(look)})()`

export const MAX_PAGES = 20
/** Of pages that differ only in their last part, such as the articles of a blog. */
const MAX_ALIKE = 3

/** The pages still to be seen, in the order in which they were found. */
export class Frontier {
  readonly #known = new Set<string>()
  readonly #alike = new Map<string, number>()
  readonly #waiting: string[] = []
  readonly #origin: string

  constructor(origin: string) {
    this.#origin = origin
  }

  add(links: PageSeen['links']): void {
    for (const { url, text } of links) {
      const address = URL.parse(url)
      if (!address || address.origin !== this.#origin) continue
      const { pathname } = address
      if (this.#known.has(pathname) || !isHarmless({ url, text })) continue
      this.#known.add(pathname)
      const family = pathname.replace(/[^/]*\/?$/, '')
      const alike = this.#alike.get(family) ?? 0
      this.#alike.set(family, alike + 1)
      if (family !== '/' && alike >= MAX_ALIKE) continue
      if (this.#waiting.length >= MAX_PAGES * 5) return
      this.#waiting.push(this.#origin + pathname)
    }
  }

  /** A page that was reached, so that no link leads there again. */
  seen(path: string): void {
    this.#known.add(path)
  }

  next(): string | undefined {
    return this.#waiting.shift()
  }
}
