import type { Link } from '../browser/port.ts'
import { pickWeighted, type Random } from '../planner/random.ts'
import type { Interest } from '../planner/references.ts'

/** What a visitor who only looks around never follows: it would end the sign-in, or change something. */
const NEVER =
  /log.?out|log.?off|sign.?out|sign.?off|delete|remove|destroy|erase|cancel|unsubscribe|deactivate|reset|revoke|purge|abmeld|auslogg|l(?:ö|oe)sch|entfern|k(?:ü|ue)ndig|cerrar.?sesi|salir|eliminar|borrar|d(?:é|e)connexion|supprimer|esci|uitloggen|verwijder|logga.?ut|sair|excluir/i
/** Files open no page; and the paths of interfaces are not for people. */
const NO_PAGE =
  /\.(?:pdf|zip|gz|dmg|exe|msi|csv|xlsx?|docx?|pptx?|png|jpe?g|gif|svg|webp|mp[34]|xml|json|txt|ics)$|^\/(?:api|cdn-cgi)\//i
const SMALL_PRINT =
  /privacy|terms|imprint|impressum|legal|cookie|datenschutz|agb|gdpr|licen[cs]e|log.?in|sign.?in|anmelden|konto|account/i
const DRAWN_BY: Record<Interest, RegExp> = {
  buying:
    /pric|plan|buy|shop|cart|order|trial|sign.?up|demo|get started|preis|kauf|produkt|product|precio|comprar/i,
  comparing: /feature|compar|pric|plan|product|review|customer|case|why|vergleich|funktion|preis|producto/i,
  learning: /doc|guide|learn|blog|help|how|faq|support|about|integrat|api|hilfe|artikel|ayuda|recurso/i,
  browsing: /^$/,
}

export interface Whereabouts {
  origin: string
  here: string
  seen: ReadonlySet<string>
}

/** What tells two pages apart: their address without the fragment. */
export const pageOf = (url: string): string => url.split('#')[0] ?? url

/** The links to other pages of the target that change nothing. */
export function harmless(links: readonly Link[], { origin, here }: Whereabouts): Link[] {
  return links.filter(({ url, text }) => {
    const { origin: to, pathname, search } = new URL(url)
    if (to !== origin || pageOf(url) === pageOf(here)) return false
    return !NEVER.test(`${text} ${decoded(pathname + search)}`) && !NO_PAGE.test(pathname)
  })
}

/** The link that this visitor follows: rather a new page, rather what draws them, rarely the small print. */
export function chooseLink(links: readonly Link[], where: Whereabouts, interest: Interest, draw: Random) {
  const options = harmless(links, where).map((link) => {
    const words = `${link.text} ${decoded(new URL(link.url).pathname)}`
    const fresh = where.seen.has(pageOf(link.url)) ? 1 : 4
    const drawn = DRAWN_BY[interest].test(words) ? 4 : 1
    return { link, share: fresh * drawn * (SMALL_PRINT.test(words) ? 0.2 : 1) }
  })
  return options.length > 0 ? pickWeighted(options, draw).link : undefined
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // Not every address is well formed; as it stands it tells enough.
    return path
  }
}
