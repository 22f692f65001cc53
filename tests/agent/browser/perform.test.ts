import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Generate } from '../../../agent/browser/port.ts'
import { answer, BROWSERS, click, eventually, fill, openSite, type Site, useBrowser } from './support.ts'

const PAGES = {
  '/': `<a href=/two>Two</a><button id=dead>Dead</button>
    <button id=add onclick="document.body.append('x')">Add</button>
    <button id=ask onclick="fetch('/slow').then(() => document.body.append('answered'))">Ask</button>
    <button id=late onclick="setTimeout(() => location.href = '/two', 400)">Late</button>
    <button id=talk onclick="alert(1); confirm(2) && prompt('3', 'x') !== null && (location.hash = 'talked')">Talk</button>
    <button id=down onclick="location.href='/file'">Download</button>
    <label><input type=checkbox id=box> Box</label>
    <form action=/sent><input name=email><select name=plan><option>Free<option>Pro</select><button id=send>Send</button></form>
    <div id=host></div><script>
      const root = host.attachShadow({ mode: 'open' })
      root.innerHTML = '<button>Inside</button>'
      root.firstChild.onclick = () => root.append('y')
    </script>`,
  '/two':
    '<p>Two</p><script>setTimeout(() => document.body.insertAdjacentHTML("beforeend", "<a id=lazy href=/>Back</a>"), 600)</script>',
  '/sent': '<p>Thanks</p>',
  '/opener': '<a id=open href=/opened target=_blank>Open</a><a id=on href=/two>On</a>',
  '/opened': '<button id=close onclick="window.close()">Close</button>',
}

describe.each(BROWSERS)('an action: %s', (kind) => {
  const suite = useBrowser(kind)
  let site: Site
  beforeAll(async () => {
    site = await openSite({
      ...PAGES,
      '/slow': (_, res) => void setTimeout(() => res.end('ok'), 300),
      '/file': (_, res) =>
        res.writeHead(200, { 'content-disposition': 'attachment; filename=a.bin' }).end('data'),
      '/hang': (_, res) =>
        void res.writeHead(200, { 'content-type': 'text/html' }).write('<p>never complete'),
    })
  })
  afterAll(() => site.close())
  const visit = async (path = '/', options: { generate?: Generate; signal?: AbortSignal } = {}) => {
    const visitor = await suite.visit({ allow: [site.host], ...options })
    await visitor.goto(`${site.origin}${path}`)
    return visitor
  }
  const id = (name: string) => `xpath=//*[@id="${name}"]`

  it('reports whether anything changed', async () => {
    const visitor = await visit()
    const changed = async (name: string) => (await visitor.perform(click(id(name)), {})).changed
    expect(await changed('dead')).toBe(false)
    expect(await changed('add')).toBe(true)
    expect(await changed('ask')).toBe(true)
    expect(await changed('box')).toBe(true)
    expect(await changed('talk')).toBe(true)
    expect(await visitor.url()).toBe(`${site.origin}/#talked`)
    const inShadow = await visitor.perform(click('xpath=/html[1]/body[1]/div[1]//button[1]'), {})
    expect(inShadow).toMatchObject({ ok: true, changed: true })
    await visitor.leave()
  })

  it('waits for the page a click leads to, also when it comes late', async () => {
    const visitor = await visit()
    expect(await visitor.perform(click(id('late')), {})).toMatchObject({ ok: true, changed: true })
    expect(await visitor.url()).toBe(`${site.origin}/two`)
    expect(visitor.pages()).toBe(2)
    expect(await visitor.perform(click(id('lazy')), {})).toMatchObject({ ok: true, changed: true })
    expect(await visitor.url()).toBe(`${site.origin}/`)
    expect(visitor.pages()).toBe(3)
    await visitor.leave()
  })

  it('fills a form with variables and sends it', async () => {
    const visitor = await visit()
    const email = fill('xpath=//input[@name="email"]', '%email%')
    const variables = { email: 'ann+%plan%@example.com', plan: 'Pro' }
    expect(await visitor.perform(email, variables)).toMatchObject({ ok: true, changed: true })
    expect(await visitor.perform(email, variables)).toMatchObject({ ok: true, changed: true })
    const choose = { ...fill('xpath=//select', '%plan%'), method: 'selectOptionFromDropdown' }
    expect(await visitor.perform(choose, variables)).toMatchObject({ ok: true, changed: true })
    expect(await visitor.perform(click(id('send')), {})).toMatchObject({ ok: true, changed: true })
    expect(new URL(await visitor.url()).searchParams.get('email')).toBe('ann+%plan%@example.com')
    expect(new URL(await visitor.url()).searchParams.get('plan')).toBe('Pro')
    await visitor.leave()
  })

  it('says so when its element is not there', async () => {
    const visitor = await visit()
    expect(await visitor.perform(click(id('vanished')), {})).toMatchObject({ ok: false, changed: false })
    await visitor.leave()
  })

  it('goes on in the tab a link opens, and back when that tab closes itself', async () => {
    const visitor = await visit('/opener')
    await visitor.perform(click(id('open')), {})
    expect(await visitor.url()).toBe(`${site.origin}/opened`)
    expect(await visitor.perform(click(id('close')), {})).toMatchObject({ ok: true })
    expect(await visitor.url()).toBe(`${site.origin}/opener`)
    await visitor.perform(click(id('on')), {})
    expect(await visitor.url()).toBe(`${site.origin}/two`)
    expect(visitor.pages()).toBe(3)
    await visitor.leave()
  })

  it('denies downloads and stays on the page', async () => {
    const visitor = await visit()
    expect(await visitor.perform(click(id('down')), {})).toMatchObject({ ok: true })
    expect(await visitor.url()).toBe(`${site.origin}/`)
    await visitor.leave()
  })

  it('gives a picture of the page', async () => {
    const visitor = await visit()
    const bytes = await visitor.screenshot()
    expect(Buffer.from(bytes).subarray(0, 3).toString('hex')).toBe('ffd8ff')
    await visitor.leave()
  })

  it('proposes what its own model answers, with variable names and never their values', async () => {
    const asked: string[] = []
    const model =
      (name: string): Generate =>
      async (params) => {
        const text = JSON.stringify(params)
        asked.push(text)
        const element = text.match(new RegExp(`\\[([0-9-]+)\\] ${name}`))?.[1]
        return answer([{ elementId: element, description: name, method: 'click', arguments: ['%email%'] }])
      }
    const [one, two] = await Promise.all([
      visit('/', { generate: model('link: Two') }),
      visit('/', { generate: model('button: Dead') }),
    ])
    const [first, second] = await Promise.all([
      one.propose('Step of a visitor: look', { email: 'secret@example.com' }),
      two.propose('Step of a visitor: look', { email: 'secret@example.com' }),
    ])
    expect(first).toMatchObject([{ description: 'link: Two', method: 'click', arguments: ['%email%'] }])
    expect(second).toMatchObject([{ description: 'button: Dead' }])
    expect(await one.perform({ ...(first[0] ?? click('')), arguments: [] }, {})).toMatchObject({ ok: true })
    expect(await one.url()).toBe(`${site.origin}/two`)
    for (const text of asked) {
      expect(text).toContain('instruction: Step of a visitor: look')
      expect(text).toContain('%email%')
      expect(text).not.toContain('secret@example.com')
    }
    await Promise.all([one.leave(), two.leave()])
  })

  it('passes on the error of its model', async () => {
    const visitor = await visit('/', { generate: () => Promise.reject(new Error('no credit left')) })
    await expect(visitor.propose('Step of a visitor: look', {})).rejects.toThrow('no credit left')
    await visitor.leave()
  })

  it('ends at once when it is aborted, and so does a page that never finishes', async () => {
    const stop = new AbortController()
    const open = () => visit('/', { signal: stop.signal })
    const [visitor, other] = [await open(), await open()]
    const waiting = visitor.perform(click(id('vanished')), {})
    const loading = other.goto(`${site.origin}/hang`)
    setTimeout(() => stop.abort(), 300)
    await Promise.all([
      expect(waiting).rejects.toMatchObject({ fault: 'aborted' }),
      expect(loading).rejects.toMatchObject({ fault: 'aborted' }),
    ])
    await expect(visitor.url()).rejects.toMatchObject({ fault: 'aborted' })
    await visitor.leave()
  })

  it('lets the last requests out when it leaves', async () => {
    const own = await openSite({
      '/': '<script>addEventListener("pagehide", () => fetch("/last", { method: "POST", keepalive: true, body: "bye" }))</script>',
    })
    const visitor = await suite.visit({ allow: [own.host] })
    await visitor.goto(`${own.origin}/`)
    await visitor.leave()
    expect(
      await eventually(() => own.hits.find(({ path }) => path === '/last'), 'the last request', 1),
    ).toMatchObject({
      body: 'bye',
    })
    await own.close()
  })
})
