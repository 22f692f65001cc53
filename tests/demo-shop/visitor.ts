import type { createDemoShop } from '../../web/demo-shop/server.ts'

type App = Awaited<ReturnType<typeof createDemoShop>>['app']

/** A visitor without a browser: keeps its cookie and follows nothing by itself. */
export class Visitor {
  #app: App
  #cookie = ''

  constructor(app: App) {
    this.#app = app
  }

  get(path: string) {
    return this.#ask(path, {})
  }

  submit(path: string, fields: Record<string, string>) {
    return this.#ask(path, { method: 'POST', body: new URLSearchParams(fields) })
  }

  async #ask(path: string, init: RequestInit) {
    const response = await this.#app.request(path, { ...init, headers: { cookie: this.#cookie } })
    const [cookie] = response.headers.getSetCookie()
    if (cookie) this.#cookie = cookie.split(';')[0] ?? ''
    const text = await response.text()
    return { status: response.status, location: response.headers.get('location'), text, facts: factsIn(text) }
  }
}

/** What the page would tell the SDKs. */
function factsIn(page: string): { account?: { id: string }; events: { name: string; properties: object }[] } {
  const facts = page.match(/data-facts="([^"]*)"/)?.[1] ?? '{"events":[]}'
  return JSON.parse(facts.replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
}
