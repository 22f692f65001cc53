import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Visitor } from '../../../agent/browser/port.ts'
import { click, openSite, type Site, useBrowser } from './support.ts'

const MINUTE = 60_000
const PAGE = `<a id=next href=/next>Next</a> <a id=pop href=/next target=_blank>Popup</a> <button id=b>B</button>
<script>
const seen = []
const log = (what) => seen.push([what, Math.round(performance.now() / 1000)])
setTimeout(log, 50_000, 'third')
setTimeout(async () => { log('first'); await null; await null; setTimeout(log, 10_000, 'second') }, 20_000)
const gone = setTimeout(log, 30_000, 'never')
clearTimeout(gone)
let ticks = 0
const ticking = setInterval(() => { if (++ticks === 4) clearInterval(ticking) }, 5_000)
let frames = 0
const began = Date.now()
</script>`

/** What the page in front says of its time. */
const timesOf = async (visitor: Visitor) =>
  (await visitor.evaluate(`({
    date: Date.now(), made: new Date().getTime(), text: Date.parse(Date()), since: performance.now(),
    origin: performance.timeOrigin, dated: new Date(2020, 1, 1).getFullYear(), is: new Date() instanceof Date,
    stamp: new Event('x').timeStamp,
  })`)) as Record<string, number> & { is: boolean }

describe("a visit's own clock", () => {
  const suite = useBrowser()
  let site: Site
  beforeAll(async () => {
    site = await openSite({ '/': PAGE, '/next': PAGE, '/favicon.ico': '' })
  })
  afterAll(() => site.close())
  const visit = async () => {
    const visitor = await suite.visit({ allow: [site.host], ownClock: true })
    await visitor.goto(`${site.origin}/`)
    return visitor
  }
  /** Answers the real time that went by: the page's is that much later besides. */
  const skip = async (visitor: Visitor, ms: number) => (await visitor.skip?.(ms)) ?? 0

  it('moves every way to tell the time, and agrees with itself', async () => {
    const visitor = await visit()
    const [before, real] = [await timesOf(visitor), performance.now()]
    const skipped = await skip(visitor, 5 * MINUTE)
    const after = await timesOf(visitor)
    const passed = performance.now() - real + skipped
    for (const name of ['date', 'made', 'since', 'stamp'])
      expect(Math.abs((after[name] ?? 0) - (before[name] ?? 0) - passed), name).toBeLessThan(500)
    expect(Math.abs((after.text ?? 0) - (after.date ?? 0))).toBeLessThan(1500)
    expect(Math.abs((after.origin ?? 0) + (after.since ?? 0) - (after.date ?? 0))).toBeLessThan(100)
    expect(after).toMatchObject({ origin: before.origin, dated: 2020, is: true })
    expect(passed).toBeGreaterThanOrEqual(5 * MINUTE)
  })

  it('runs what is due in order and at its time, with what follows from it, and nothing else', async () => {
    const visitor = await visit()
    await skip(visitor, 40_000)
    expect(await visitor.evaluate('seen')).toEqual([
      ['first', 20],
      ['second', 30],
    ])
    expect(await visitor.evaluate('ticks')).toBe(4)
    await skip(visitor, 20_000)
    expect(await visitor.evaluate('seen.map(([what]) => what)')).toEqual(['first', 'second', 'third'])
  })

  it('goes on in the next document and in a popup, and in the hands of the next visitor it is real again', async () => {
    const visitor = await visit()
    const skipped = await skip(visitor, 10 * MINUTE)
    await visitor.perform(click('xpath=//a[@id="next"]'), {})
    const ahead = async (of: Visitor) => Number(await of.evaluate('began')) - Date.now()
    expect(await ahead(visitor)).toBeGreaterThan(skipped - 5_000)
    const more = await skip(visitor, 10 * MINUTE)
    await visitor.perform(click('xpath=//a[@id="pop"]'), {})
    expect(visitor.pages()).toBe(3)
    expect(await ahead(visitor)).toBeGreaterThan(skipped + more - 5_000)
    expect(await timesOf(visitor)).toMatchObject({ is: true })

    const plain = await suite.visit({ allow: [site.host] })
    await plain.goto(`${site.origin}/`)
    expect(await ahead(plain)).toBeLessThanOrEqual(0)
    expect(plain.skip).toBeUndefined()
  })

  it('is not held up by a page that polls, nor by one that hangs', async () => {
    const visitor = await visit()
    await visitor.evaluate('void (window.polls = 0, (function poll() { polls++; setTimeout(poll, 20) })())')
    const before = Number(await visitor.evaluate('Date.now()'))
    const skipped = await skip(visitor, 20 * MINUTE)
    expect(Number(await visitor.evaluate('Date.now()'))).toBeGreaterThanOrEqual(before + skipped)
    expect(Number(await visitor.evaluate('polls'))).toBeLessThan(1_000)
    await visitor.evaluate('void setTimeout(() => { for (;;); })')
    expect(await skip(visitor, 5 * MINUTE)).toBeGreaterThan(4 * MINUTE)
    await visitor.leave()
  })
})
