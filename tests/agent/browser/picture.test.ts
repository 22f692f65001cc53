import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSite, type Site, useBrowser } from './support.ts'

const VALUES = ['Zq7-secret-one', 'Ab3-secret-two']

describe('a picture of a page that shows a secret', () => {
  const suite = useBrowser()
  let site: Site
  beforeAll(async () => {
    const page = (value: string) => `<style>* { font-family: monospace }</style><p>You are ${value}, hello</p>
      <input value="${value}"><textarea>${value}</textarea><div id=host></div><p id=seen></p><script>
      host.attachShadow({ mode: 'open' }).innerHTML = '<b>${value}</b>'
      let changes = 0
      new MutationObserver(() => changes++).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
      </script>`
    site = await openSite({ '/0': page(VALUES[0] ?? ''), '/1': page(VALUES[1] ?? '') })
  })
  afterAll(() => site.close())
  const pictures = (hide: boolean) =>
    Promise.all(
      VALUES.map(async (value, index) => {
        const visitor = await suite.visit({
          allow: [site.host],
          ...(hide && { secrets: { secret_x: value } }),
        })
        await visitor.goto(`${site.origin}/${index}`)
        const before = await visitor.evaluate('document.adoptedStyleSheets.length + changes')
        const picture = Buffer.from(await visitor.screenshot()).toString('base64')
        expect(await visitor.evaluate('document.adoptedStyleSheets.length + changes')).toBe(before)
        await visitor.abort()
        return picture
      }),
    )

  it('is the same whatever the secret is, and the page sees no change', async () => {
    const [one, two] = await pictures(true)
    expect(one === two).toBe(true)
    const [shown, other] = await pictures(false)
    expect(shown === other).toBe(false)
  })
})
