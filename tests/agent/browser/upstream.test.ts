import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openProxy } from '../../../agent/browser/proxy.ts'
import { click, openSite, type Site, useBrowser } from './support.ts'
import { openUpstreamDouble, type UpstreamDouble } from './upstream-double.ts'

const LOGIN = 'renter:pa:ss'
const through = (port: number, login = LOGIN) => {
  const [name = '', ...rest] = login.split(':')
  return { name: 'DE', url: `http://${name}:${encodeURIComponent(rest.join(':'))}@127.0.0.1:${port}` }
}

describe('a visit with an upstream proxy', () => {
  const suite = useBrowser('local', { privateNetwork: true })
  let site: Site
  let other: Site
  let upstream: UpstreamDouble
  beforeAll(async () => {
    other = await openSite({ '/': 'other' })
    site = await openSite({
      '/': `<a id=on href=/two>On</a><script>
        fetch('/asked', { method: 'POST', body: 'x' })
        fetch('http://${other.host}/stolen', { mode: 'no-cors' }).catch(() => fetch('/fenced'))
        const socket = new WebSocket('ws://' + location.host + '/socket')
        socket.onopen = () => fetch('/opened')
      </script>`,
      '/two': 'two',
    })
    upstream = await openUpstreamDouble(LOGIN)
  })
  afterAll(() => Promise.all([site, other, upstream].map((each) => each.close())))

  it('sends everything through it, and the fence still holds', async () => {
    const visitor = await suite.visit({ allow: [site.host], upstream: through(upstream.port) })
    await visitor.goto(site.origin)
    await Promise.all(['/asked', '/opened', '/fenced', 'ws:/socket'].map((path) => site.hit(path)))
    expect(upstream.asked).toEqual(
      expect.arrayContaining([`GET ${site.origin}/`, `POST ${site.origin}/asked`, `CONNECT ${site.host}`]),
    )
    expect(upstream.asked.filter((asked) => asked.includes(other.host))).toEqual([])
    expect(other.hits).toEqual([])
    for (const { headers } of site.hits) expect(headers).not.toHaveProperty('proxy-authorization')
    expect((await visitor.leave()).refused[other.host]).toBeGreaterThanOrEqual(1)
  })

  it('says so when the proxy does not know the user', async () => {
    const visitor = await suite.visit({
      allow: [site.host],
      upstream: through(upstream.port, 'renter:wrong'),
    })
    await expect(visitor.goto(site.origin)).rejects.toMatchObject({
      fault: 'unreachable',
      message: 'The proxy for DE does not take its user name and password.',
    })
    await visitor.abort()
  })

  it('says so when the proxy is gone, from the start or in the middle', async () => {
    const gone = {
      fault: 'unreachable',
      message: expect.stringMatching(/^The proxy for DE could not be reached/),
    }
    const mortal = await openUpstreamDouble(LOGIN)
    const visitor = await suite.visit({ allow: [site.host], upstream: through(mortal.port) })
    await visitor.goto(site.origin)
    await mortal.close()
    await expect(visitor.perform(click('xpath=//a[@id="on"]'), {})).rejects.toMatchObject(gone)
    await visitor.abort()
    const late = await suite.visit({ allow: [site.host], upstream: through(mortal.port) })
    await expect(late.goto(site.origin)).rejects.toMatchObject(gone)
    await late.abort()
  })
})

it('a proxy in a private network is used on the own machine alone, a reserved address never', async () => {
  const upstream = await openUpstreamDouble(LOGIN)
  const site = await openSite({ '/': 'hello' })
  const ask = async (url: string, privateNetwork: boolean) => {
    const proxy = await openProxy({ allow: [site.host], upstream: { name: 'DE', url }, privateNetwork })
    const status = await new Promise<number | undefined>((resolve) => {
      const { port } = new URL(proxy.url)
      const asked = request({ host: '127.0.0.1', port, path: `${site.origin}/` }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      asked.once('error', () => resolve(undefined))
      asked.end()
    })
    const { trouble } = proxy
    proxy.close()
    return { status, trouble }
  }
  const { url } = through(upstream.port)
  expect(await ask(url, true)).toEqual({ status: 200, trouble: undefined })
  const refused = {
    status: undefined,
    trouble: 'The proxy for DE is at an address that may not be reached.',
  }
  expect(await ask(url, false)).toEqual(refused)
  expect(await ask('http://169.254.169.254:3128', true)).toEqual(refused)
  expect(upstream.asked).toHaveLength(1)
  await Promise.all([upstream.close(), site.close()])
})
