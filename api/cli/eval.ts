import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { Case, readCases, ScoredCase } from '../../agent/eval/case.ts'
import { type CaseOptions, runCase } from '../../agent/eval/run.ts'
import { faults, scoreTable } from '../../agent/eval/score.ts'
import { hostedModel } from '../../agent/model/hosted.ts'
import { offlineChatModel } from '../../agent/model/offline/chat/model.ts'
import { readConfig } from '../env.ts'
import { isTimeZone } from '../time-zone.ts'

/** The moment and place that the project's own cases are written for: a Monday morning. */
const OWN = {
  file: new URL('../../agent/eval/cases.jsonl', import.meta.url),
  now: '2026-11-23T10:00:00Z',
  tz: 'Europe/Berlin',
}
const OPTIONS = {
  cases: { type: 'string' },
  out: { type: 'string' },
  now: { type: 'string' },
  tz: { type: 'string' },
} as const

const { openai } = readConfig()
/** The configured model; the offline one is told the case's moment. */
const chatModel = (options: CaseOptions) =>
  openai ? hostedModel(openai) : offlineChatModel({ now: () => options.now, timeZone: options.timeZone })

function readOptions(now: string | undefined, tz: string | undefined): CaseOptions {
  const at = now === undefined ? new Date() : new Date(now)
  if (Number.isNaN(at.getTime())) throw new Error(`--now: ${now} is not an ISO 8601 time`)
  const timeZone = tz ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  if (!isTimeZone(timeZone))
    throw new Error(`--tz: ${timeZone} is not an IANA time zone such as Europe/Berlin`)
  return { now: at, timeZone }
}

async function runFile(input: string, output: string, options: CaseOptions): Promise<void> {
  const cases = readCases(await readFile(input, 'utf8'), input, Case)
  const lines: string[] = []
  for (const one of cases) lines.push(JSON.stringify(await runCase(chatModel(options), one, options)))
  await writeFile(output, lines.map((line) => `${line}\n`).join(''))
  process.stdout.write(`${cases.length} cases answered in ${output}\n`)
}

async function runOwn(options: CaseOptions): Promise<boolean> {
  const cases = readCases(await readFile(OWN.file, 'utf8'), 'cases.jsonl', ScoredCase)
  const rows: { group: string; right: boolean }[] = []
  for (const one of cases) {
    const wrong = faults(one, await runCase(chatModel(options), one, options))
    rows.push({ group: one.group, right: wrong.length === 0 })
    if (wrong.length > 0)
      process.stdout.write(`${one.id}: ${one.turns.join(' | ')}\n  ${wrong.join('\n  ')}\n`)
  }
  process.stdout.write(`${scoreTable(rows)}\n`)
  return rows.every(({ right }) => right)
}

try {
  const { values } = parseArgs({ options: OPTIONS })
  if ((values.cases === undefined) !== (values.out === undefined))
    throw new Error('--cases and --out go together')
  if (values.cases && values.out) await runFile(values.cases, values.out, readOptions(values.now, values.tz))
  else if (!(await runOwn(readOptions(values.now ?? OWN.now, values.tz ?? OWN.tz)))) process.exitCode = 1
} catch (error) {
  process.stderr.write(`eval: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
