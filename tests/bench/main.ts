import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureChromium } from '../../agent/browser/install.ts'
import { bench as cache } from './cache.ts'
import { bench as engine } from './engine.ts'
import { bench as exporting } from './export.ts'
import { bench as fuzz } from './fuzz.ts'
import { bench as limits } from './limits.ts'
import { bench as logs } from './logs.ts'
import { bench as memory } from './memory.ts'
import { bench as people } from './people.ts'
import { bench as planner } from './planner.ts'
import { bench as realism } from './realism.ts'
import { bench as resolver } from './resolver.ts'
import { bench as resolverFit } from './resolver-fit.ts'
import { type Bench, table } from './row.ts'

/** Run only when they are named. */
const MAKING = ['resolver-fit']
const BENCHES: Record<string, Bench> = {
  engine,
  people,
  memory,
  resolver,
  logs,
  export: exporting,
  cache,
  planner,
  realism,
  limits,
  fuzz,
  'resolver-fit': resolverFit,
}

const { values, positionals } = parseArgs({
  options: {
    json: { type: 'boolean' },
    rows: { type: 'string' },
    explain: { type: 'boolean' },
    write: { type: 'boolean' },
  },
  allowPositionals: true,
})
const rowsWanted = values.rows === undefined ? undefined : Number(values.rows)
if (rowsWanted !== undefined && !(Number.isInteger(rowsWanted) && rowsWanted > 0)) {
  process.stderr.write(`--rows: expected a whole number such as 1e6, got "${values.rows}".\n`)
  process.exit(1)
}
const wanted =
  positionals.length > 0 ? positionals : Object.keys(BENCHES).filter((name) => !MAKING.includes(name))
const progress = (line: string) => process.stderr.write(`${line}\n`)
const cacheDir = join(homedir(), '.cache', 'sessionburst')
const chromePath = await ensureChromium({ chromePath: process.env.CHROME_PATH, cacheDir, progress })
for (const name of wanted) {
  const bench = BENCHES[name]
  if (!bench) {
    progress(`There is no benchmark "${name}": ${Object.keys(BENCHES).join(', ')}.`)
    process.exit(1)
  }
  const rows = await bench({ ...values, chromePath, progress, rows: rowsWanted })
  console.log(values.json ? JSON.stringify({ name, rows }) : `${name}\n${table(rows)}`)
}
