import { spawnSync } from 'node:child_process'
import { houseRules } from './house-rules.ts'

/** One gate: formatter and linter, types, import law, unused code, house rules. All of it runs before it fails. */
const TOOLS: [string, ...string[]][] = [
  ['biome', 'ci', '--error-on-warnings', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`, '.'],
  ['tsc', '-p', '.'],
  ['depcruise', 'api', 'agent', 'db', 'web', '--config', '.dependency-cruiser.cjs'],
  ['knip'],
]

let failed = false
for (const [tool, ...args] of TOOLS) {
  const { status, error } = spawnSync(tool, args, { stdio: 'inherit', shell: process.platform === 'win32' })
  if (error) console.error(`${tool} could not run: ${error.message}`)
  if (status !== 0) failed = true
}
const broken = houseRules()
for (const line of broken) console.error(line)
if (failed || broken.length > 0) process.exit(1)
console.log('All checks pass.')
