import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMask } from '../../../agent/browser/mask.ts'
import type { Generate } from '../../../agent/browser/port.ts'
import { askedWithout, withoutSecrets } from '../../../agent/browser/without-secrets.ts'
import { answer, fill, openSite, type Site, useBrowser } from './support.ts'

const VALUE = 'Zq7-unique-secret'
const SECRET = { secret_pass: VALUE }

describe('a page that is after a secret', () => {
  const suite = useBrowser()
  let site: Site
  let partner: Site
  beforeAll(async () => {
    const form =
      '<input id=in oninput="document.title = this.value; echo.textContent = this.value"><p id=echo></p>'
    partner = await openSite({ '/': form })
    site = await openSite({ '/': `${form}<p>Type %secret_pass% here</p><button>Go</button>` })
  })
  afterAll(() => Promise.all([site.close(), partner.close()]))
  const mask = createMask({ secret_pass: [VALUE] })
  const visit = async (generate?: Generate) => {
    const allow = [site.host, partner.host]
    const visitor = await suite.visit({
      allow,
      secrets: SECRET,
      generate: generate && askedWithout(generate, mask),
    })
    return withoutSecrets(visitor, { mask, places: [site.host] })
  }
  const type = { ...fill('xpath=//input[@id="in"]', '%secret_pass%'), description: 'the field' }

  it('gets it for a step that names it, and tells of it by its variable', async () => {
    const asked: string[] = []
    const visitor = await visit(async (params) => {
      asked.push(JSON.stringify(params))
      return answer([])
    })
    await visitor.goto(site.origin)
    expect(await visitor.perform(type, SECRET)).toMatchObject({ ok: true, changed: true })
    expect(await visitor.evaluate('document.title + document.getElementById("in").value.length')).toBe(
      `%secret_pass%${VALUE.length}`,
    )
    await visitor.propose('Step of a visitor: look', {})
    expect(asked.join()).toContain('%secret_pass%')
    expect(asked.join()).not.toContain(VALUE)
    await expect(visitor.goto(`http://elsewhere.example/?q=${VALUE}`)).rejects.toThrow('/?q=%secret_pass%')
    await visitor.abort()
  })

  it('gets nothing for a step that does not name it, by other means than typing, or away from the target', async () => {
    const visitor = await visit()
    await visitor.goto(site.origin)
    expect(await visitor.perform(type, {})).toEqual({
      ok: false,
      changed: false,
      message: 'the step does not name the secret pass',
    })
    expect(await visitor.perform({ ...type, method: 'press' }, SECRET)).toMatchObject({
      ok: false,
      message: 'a secret is only ever typed into a field',
    })
    expect(await visitor.evaluate('document.getElementById("in").value')).toBe('')
    await visitor.goto(partner.origin)
    expect(await visitor.perform(type, SECRET)).toMatchObject({
      ok: false,
      message: "a secret is only ever typed into the target's own pages",
    })
    expect(await visitor.evaluate('document.getElementById("in").value')).toBe('')
    await visitor.abort()
  })
})
