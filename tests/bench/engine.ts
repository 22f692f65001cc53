import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSite, type Site } from '../agent/browser/support.ts'
import { treeCpuSeconds } from './engine-cpu.ts'
import { idleMemory } from './engine-memory.ts'
import { openEngine, openYardstick, type Side } from './engine-sides.ts'
import type { Row } from './row.ts'

export interface EngineBenchOptions {
  chromePath: string
  /** Visits at once. */
  concurrency?: number[]
  rounds?: number
  /** Measured visits of each side in a round. */
  sessions?: number
  progress?(line: string): void
}

const YARDSTICKS = {
  playwright: 'raw playwright-core: a context a session, same waits, capture and picture',
  lean: 'the same without the toolbar',
}
const PAGE = (
  next: string,
) => `<style>body{font:16px sans-serif}</style><nav><a id=go href=${next}>Go on</a></nav>
  <main>${'<section><h2>Heading</h2><p>Some text to lay out and paint.</p></section>'.repeat(40)}</main>`
const PAGES = {
  '/': PAGE('/a'),
  '/a': PAGE('/b'),
  '/b': PAGE('/form'),
  '/form': `<form action=/done><input name=email><input name=name><button id=send>Send</button></form>${PAGE('/')}`,
  '/done': PAGE('/'),
  '/favicon.ico': '',
}

/** The same visit by our engine and by raw Playwright: open, three clicks, two fields, submit, screenshot, leave. */
export async function bench(options: EngineBenchOptions): Promise<Row[]> {
  const { concurrency = [1, 2, 4, 8], rounds = 5, sessions = 4, progress } = options
  const site = await openSite(PAGES)
  const runDir = join(tmpdir(), `sessionburst-bench-${process.pid}`)
  const rows: Row[] = []
  try {
    for (const count of concurrency) {
      const ours: Measure[] = []
      const theirs: Measure[] = []
      const lean: Measure[] = []
      for (let round = 0; round < rounds; round++) {
        const run = async (open: () => Promise<Side>, into: Measure[]) =>
          into.push(await measure(await open(), site, count, Math.max(sessions, count)))
        const turns = [
          () => run(() => openEngine(options.chromePath, runDir, site), ours),
          () => run(() => openYardstick(options.chromePath, site, false), theirs),
          () => run(() => openYardstick(options.chromePath, site, true), lean),
        ]
        // Who goes first alternates, so that a machine getting slower favours nobody.
        for (const turn of round % 2 ? turns.reverse() : turns) await turn()
        progress?.(`engine: concurrency ${count}, round ${round + 1} of ${rounds}`)
      }
      rows.push(...compare(count, ours, { playwright: theirs, lean }))
    }
    progress?.('engine: memory')
    rows.push(await idleMemory(options.chromePath, runDir))
  } finally {
    await site.close()
    await rm(runDir, { recursive: true, force: true })
  }
  return rows
}

interface Measure {
  cpuSeconds: number
  perMinute: number
}

async function measure(side: Side, site: Site, concurrency: number, sessions: number): Promise<Measure> {
  try {
    await side.visit()
    site.hits.length = 0
    const [cpu, started] = [await treeCpuSeconds(), performance.now()]
    let left = sessions
    const worker = async () => {
      while (left-- > 0) await side.visit()
    }
    await Promise.all(Array.from({ length: concurrency }, worker))
    const seconds = (performance.now() - started) / 1000
    const cpuSeconds = ((await treeCpuSeconds()) - cpu) / sessions
    const sent = site.hits.filter(({ path }) => path.startsWith('/done?email=ann')).length
    if (sent !== sessions) throw new Error(`${side.name}: ${sent} of ${sessions} visits arrived at the end`)
    return { cpuSeconds, perMinute: (60 * sessions) / seconds }
  } finally {
    await side.close()
  }
}

function compare(
  concurrency: number,
  ours: Measure[],
  sides: Record<keyof typeof YARDSTICKS, Measure[]>,
): Row[] {
  const row = (
    name: string,
    unit: string,
    side: keyof typeof YARDSTICKS,
    of: (measure: Measure) => number,
  ) => {
    const [value, yardstickValue] = [median(ours.map(of)), median(sides[side].map(of))]
    const ratio = round(value / yardstickValue)
    const yardstick = YARDSTICKS[side]
    return { case: `${name}, ${concurrency} at once`, value, unit, yardstick, yardstickValue, ratio }
  }
  return (['playwright', 'lean'] as const).flatMap((side) => [
    row('CPU a session', 's', side, ({ cpuSeconds }) => cpuSeconds),
    row('sessions a minute', '/min', side, ({ perMinute }) => perMinute),
  ])
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return round(((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2)
}

const round = (value: number): number => Math.round(value * 100) / 100
