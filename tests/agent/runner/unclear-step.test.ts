import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GenerateParams } from '../../../agent/browser/port.ts'
import { MAYBE } from '../../../agent/model/step-prompt.ts'
import { resolveStep } from '../../../agent/runner/resolve-step.ts'
import { answer, openSite, type Site, useBrowser } from '../browser/support.ts'

const LONG = 'Archive everything that anybody has written here since the very first day'
const PAGE = `<button onclick="more.hidden = false">More</button>
  <div id=more hidden><button onclick="location.href='/gone'">${LONG}</button>
  <button onclick="location.href='/gone'">Erase</button></div>`

describe('a step that is not clear', () => {
  const suite = useBrowser('local')
  let site: Site
  beforeAll(async () => {
    site = await openSite({ '/': PAGE, '/gone': '<h1>Gone</h1>' })
  })
  afterAll(() => site.close())

  /** A model that clicks what is named, and names what may be meant of the rest, round by round. */
  const take = async (...rounds: { click?: string; maybe?: string[] }[]) => {
    const generate = async (params: GenerateParams) => {
      const page = JSON.stringify(params.messages)
      const { click, maybe = [] } = rounds.shift() ?? {}
      const element = (name: string, mark: string) => ({
        elementId: new RegExp(`\\[(0-\\d+)\\] button: ${name}`).exec(page)?.[1] ?? '',
        ...{ description: `${name}${mark}`, method: 'click', arguments: [] },
      })
      return answer([
        ...(click === undefined ? [] : [element(click, '')]),
        ...maybe.map((name) => element(name, ` ${MAYBE}`)),
      ])
    }
    const visitor = await suite.visit({ allow: [site.host], generate })
    await visitor.goto(site.origin)
    const { ok, actions, reason } = await resolveStep({ visitor, variables: {} }, 'tidy up', [])
    await visitor.abort()
    return { ok, actions, reason }
  }

  test('fails with what comes near, and nothing of that is done, whatever stands beside it', async () => {
    expect(await take({ click: 'More', maybe: ['More'] })).toEqual({
      ...{ ok: false, actions: [] },
      reason: 'Nothing on / clearly fits "tidy up". It may mean "More": say which.',
    })
  })

  test('fails after its first click as well, and long names are cut', async () => {
    expect(await take({ click: 'More' }, { maybe: [LONG, 'Erase'] })).toEqual({
      ...{ ok: false, actions: ['click "More"'] },
      reason: `Nothing on / clearly fits "tidy up" after click "More". It may mean "${LONG.slice(0, 60)}" or "Erase": say which.`,
    })
    expect(site.hits.map(({ path }) => path)).not.toContain('/gone')
  })

  test('is done where nothing is left to do', async () => {
    expect(await take({ click: 'More' }, {})).toEqual({ ok: true, actions: ['click "More"'] })
  })
})
