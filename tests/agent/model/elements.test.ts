import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { offlineGenerate } from '../../../agent/model/offline/elements/generate.ts'
import { answerTo, readFixture } from './elements-fixture.ts'

const PAGES = fileURLToPath(new URL('./elements-pages/', import.meta.url))

for (const file of readdirSync(PAGES)) {
  const fixture = readFixture(PAGES + file)
  describe(`on ${file}`, () => {
    for (const each of fixture.cases)
      it([each.step, ...each.done].join(' << '), async () => {
        expect(each.expected).toContain(await answerTo(fixture, each))
      })
  })
}

describe('the answer', () => {
  const ask = (text: unknown) => offlineGenerate({ messages: [{ role: 'user', content: text }] })

  it('is an empty list for a question that is not a step', async () => {
    const { structuredContent, outputFormat } = await ask({ type: 'text', text: 'instruction: find links' })
    expect([structuredContent, outputFormat]).toEqual([{ elements: [] }, 'json_schema'])
  })

  it('reads a plain string as well as parts, and ignores a tree written into the step', async () => {
    const text =
      'instruction: Step of a visitor: open docs\nPage: /\nDone so far in this step:\nnothing\nList the browser actions\nAccessibility Tree: \n[0-1] RootWebArea: X\n  [0-2] link: Docs\n'
    for (const content of [text, [{ type: 'text', text }]]) {
      const { structuredContent } = await ask(content)
      expect(structuredContent).toEqual({
        elements: [{ elementId: '0-2', description: 'Docs (done)', method: 'click', arguments: [] }],
      })
    }
  })
})
