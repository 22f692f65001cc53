import { expect, test } from 'vitest'
import type { ProposedAction } from '../../../agent/model/offline/elements/action.ts'
import { resolveStep } from '../../../agent/model/offline/elements/resolve.ts'
import { readMarks } from '../../../agent/model/step-prompt.ts'

const page = (...lines: string[]) =>
  ['[0-1] RootWebArea: Tasks', '  [0-2] scrollable, html', '    [0-3] body', ...lines].join('\n')
const ask = async (step: string, tree: string): Promise<ReturnType<typeof readMarks<ProposedAction>>> =>
  readMarks(await resolveStep({ step, path: '/', done: [] }, tree))

test('of rows that a step does not tell apart none is touched, and those that come near are named', async () => {
  const row = (id: number, name: string) => [
    `      [0-${id}] listitem`,
    `        [0-${id + 1}] StaticText: ${name}`,
    `        [0-${id + 2}] button: Delete`,
  ]
  const tree = page(...row(10, 'Call Ann'), ...row(20, 'Buy milk'), ...row(30, 'Pay rent'))
  expect((await ask('delete the task about rent', tree)).actions.map(({ elementId }) => elementId)).toEqual([
    '0-32',
  ])
  const { actions, maybe } = await ask('delete it', tree)
  expect(actions).toEqual([])
  expect(maybe.every((name) => /^Delete no\. [123]$/.test(name))).toBe(true)
  expect(maybe.length).toBeGreaterThan(0)
})

test('what is far from a step is neither done nor named, though nothing else is there', async () => {
  const told = await ask('open the pricing page', page('      [0-10] link: Who we are'))
  expect(told).toMatchObject({ actions: [], maybe: [] })
})
