import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Case, readCases, ScoredCase } from '../../agent/eval/case.ts'
import { runCase } from '../../agent/eval/run.ts'
import { contains, faults } from '../../agent/eval/score.ts'
import { offlineChatModel } from '../../agent/model/offline/chat/model.ts'

const MAIN = new URL('../../api/cli/eval.ts', import.meta.url).pathname
const OPTIONS = { now: new Date('2026-11-23T10:00:00Z'), timeZone: 'Europe/Berlin' }
const model = offlineChatModel({ now: () => OPTIONS.now, timeZone: OPTIONS.timeZone })
const own = readCases(
  await readFile(new URL('../../agent/eval/cases.jsonl', import.meta.url), 'utf8'),
  'cases.jsonl',
  ScoredCase,
)

describe('our own cases', () => {
  it.each(own.map((one) => [String(one.id), one.turns.join(' | '), one] as const))(
    '%s: %s',
    async (_id, _turns, one) => {
      expect(faults(one, await runCase(model, one, OPTIONS))).toEqual([])
    },
  )
})

describe('scoring', () => {
  it('wants fields, not whole objects, and lists in full', () => {
    expect(contains({ a: 1, b: ['x', 'y'] }, { b: ['X', 'y'] })).toBe(true)
    expect(contains({ b: ['x', 'y'] }, { b: ['x'] })).toBe(false)
    expect(contains({ devices: { mobile: 70, desktop: 30 } }, { devices: { mobile: 71 } })).toBe(false)
  })

  it('says what is wrong with a result', () => {
    const [one] = readCases(
      '{"id":1,"group":"g","turns":["x"],"expect":{"noCalls":true,"replyMatches":"how many"}}',
      'f',
      ScoredCase,
    )
    if (!one) throw new Error('no case')
    const result = { id: 1, calls: [{ tool: 'runBurst', args: {}, needsConfirmation: false }], reply: 'ok' }
    expect(faults(one, result)).toHaveLength(2)
  })
})

describe('a case', () => {
  it('waits for confirmation above the threshold, for others and for people', async () => {
    const context = { targets: null, latestBurst: { id: 'b1', mine: false } }
    const needs = async (turn: string) =>
      (await runCase(model, { id: 1, turns: [turn], context }, OPTIONS)).calls.map(
        (call) => call.needsConfirmation,
      )
    expect(await needs('run 50 sessions on shop.example')).toEqual([false])
    expect(await needs('run 51 sessions on shop.example')).toEqual([true])
    expect(await needs('dry run 500 sessions on shop.example')).toEqual([false])
    expect(await needs('cancel the burst')).toEqual([true])
    expect(await needs('invite a@b.example')).toEqual([true])
  })
})

describe('the command', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'eval-'))
  })
  afterAll(() => rm(folder, { recursive: true }))
  const run = (...args: string[]) => promisify(execFile)(process.execPath, [MAIN, ...args])

  it('answers JSON Lines with JSON Lines', async () => {
    const [input, output] = [join(folder, 'in.jsonl'), join(folder, 'out.jsonl')]
    const lines = [
      { id: 'a', turns: ['run 20 sessions over the next hour'], context: {}, slash: false },
      { id: 'b', turns: ['logs failed'], context: {}, slash: true },
    ]
    await writeFile(input, `${lines.map((line) => JSON.stringify(line)).join('\n')}\n\n`)
    await run('--cases', input, '--out', output, '--now', '2026-01-02T03:00:00Z', '--tz', 'UTC')
    const out = (await readFile(output, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(out).toMatchObject([
      {
        id: 'a',
        calls: [
          {
            tool: 'runBurst',
            args: {
              sessions: 20,
              window: { from: '2026-01-02T03:00:00.000Z', to: '2026-01-02T04:00:00.000Z' },
            },
            needsConfirmation: false,
          },
        ],
      },
      { id: 'b', calls: [{ tool: 'queryLogs', args: { outcome: 'failed' } }] },
    ])
  })

  it.each([
    ['{"id":1,"turns":["hi"]}\n{oops', /in\.jsonl, line 2: not JSON/],
    ['\n{"id":1}', /in\.jsonl, line 2: .*turns/],
  ])('names the line that is no case', async (text, message) => {
    const input = join(folder, 'in.jsonl')
    await writeFile(input, text)
    await expect(run('--cases', input, '--out', join(folder, 'out.jsonl'))).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(message),
    })
  })

  it('refuses a time zone and a time that do not exist', async () => {
    await expect(run('--tz', 'Mars/Olympus')).rejects.toMatchObject({ stderr: expect.stringMatching(/--tz/) })
    await expect(run('--now', 'soon')).rejects.toMatchObject({ stderr: expect.stringMatching(/--now/) })
  })

  it('reads cases with nulls for what is not there', () => {
    expect(
      readCases(
        '{"id":1,"turns":["a"],"context":{"latestBurst":null,"bursts":null},"slash":null}',
        'f',
        Case,
      ),
    ).toHaveLength(1)
  })
})
