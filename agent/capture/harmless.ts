/** What a visitor who only looks around never follows: it would end the sign-in, or change something. */
const NEVER =
  /log.?out|log.?off|sign.?out|sign.?off|delete|remove|destroy|erase|cancel|unsubscribe|deactivate|reset|revoke|purge|abmeld|auslogg|l(?:ö|oe)sch|entfern|k(?:ü|ue)ndig|cerrar.?sesi|salir|eliminar|borrar|d(?:é|e)connexion|supprimer|esci|uitloggen|verwijder|logga.?ut|sair|excluir/i
/** Files open no page; and the paths of interfaces and administrators are not for visitors. */
const NO_PAGE =
  /\.(?:pdf|zip|gz|dmg|exe|msi|csv|xlsx?|docx?|pptx?|png|jpe?g|gif|svg|webp|mp[34]|xml|json|txt|ics)$|^\/(?:api|cdn-cgi|admin)\//i
/** A question in the address often does something: the page without it is the page. */
const DOES = /[?&](?:action|do|delete|logout|token)=/i

/** Whether a link opens a page and changes nothing. */
export function isHarmless({ url, text }: { url: string; text: string }): boolean {
  const { pathname, search } = new URL(url)
  if (NO_PAGE.test(pathname) || DOES.test(search)) return false
  return !NEVER.test(`${text} ${readable(pathname + search)}`)
}

/** An address as people read it. */
export function readable(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // Not every address is well formed; as it stands it tells enough.
    return path
  }
}
