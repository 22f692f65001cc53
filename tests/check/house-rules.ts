import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const MAX_LINES = 250

/** The environment is read once, in api/env.ts. These hand the whole of it on to a child process, reading nothing. */
const ENVIRONMENT = [
  'api/env.ts',
  'api/boot.mjs',
  'agent/browser/install.ts',
  'agent/browser/local/launch.ts',
  'web/build.ts',
]

/** The only places that may import what exists on Node alone: none of them is reachable from a Worker. */
const NODE_ONLY = [
  /^api\/(boot|watch-parent)\.mjs$/,
  /^api\/(node|server|embedded|browsers|data-dir|embedded-auth|start-error)\.ts$/,
  /^api\/cli\//,
  /^api\/routes\/docs\.ts$/,
  /^agent\/(browser|runner|eval|outbound|capture)\//,
  /^agent\/storage\/folder\.ts$/,
  // The offline model reads what it has learnt from files beside it; a Worker asks a model of its own.
  /^agent\/model\/offline\/(english\/english|elements\/net|meaning|encoder|adapter)\.ts$/,
  /^db\/(connect-pglite|connect-postgres|listen-postgres)\.ts$/,
  /^web\/build\.ts$/,
  /^web\/demo-shop\//,
  /^tests\//,
]

/**
 * What an address of a user's is fetched with: the guarded client, and the proxy that visits go through, which takes its
 * pins from it. The third speaks to our own Chromium.
 */
const NETWORK = [
  /^agent\/outbound\//,
  /^agent\/browser\/(proxy|exit)\.ts$/,
  /^agent\/browser\/local\/cdp\.ts$/,
]
const SPEAKS =
  /^import (?!type\b)[^']* from '(node:(https?|http2|net|tls|dgram|dns)(\/promises)?|undici|ws)'|globalThis\.fetch|(\bawait|\breturn|=>|[=(,?:])\s*fetch\(/m

/** Each broken rule in a line of its own; empty when the house is in order. */
export function houseRules(): string[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx', '*.mjs', '*.md'],
    {
      encoding: 'utf8',
    },
  )
  const files = listed.split('\n').filter((file) => file && existsSync(file))
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    return file.endsWith('.md') ? deadPaths(file, text) : [...tooLong(file, text), ...strayReads(file, text)]
  })
}

function tooLong(file: string, text: string): string[] {
  const lines = text.split('\n').length - 1
  return lines > MAX_LINES ? [`${file}: ${lines} lines; at most ${MAX_LINES}.`] : []
}

function strayReads(file: string, text: string): string[] {
  const found: string[] = []
  if (/(?<!['"])process\.env\b/.test(text) && !ENVIRONMENT.includes(file) && !file.startsWith('tests/'))
    found.push(`${file}: reads the environment; only api/env.ts may.`)
  if (/from 'node:/.test(text) && !NODE_ONLY.some((place) => place.test(file)))
    found.push(`${file}: imports a node: module outside the places listed in tests/check/house-rules.ts.`)
  if (/^(api|agent|db)\//.test(file) && SPEAKS.test(text) && !NETWORK.some((place) => place.test(file)))
    found.push(
      `${file}: speaks to the network by itself; what a user's address leads to is asked by agent/outbound/.`,
    )
  return found
}

/** Paths of our own that a document names in backticks must exist. */
function deadPaths(file: string, text: string): string[] {
  const named = [...text.matchAll(/`((?:api|agent|db|web|tests)\/[\w./-]*)`/g)].map(([, path]) => path ?? '')
  return named
    .filter((path) => !existsSync(path))
    .map((path) => `${file}: names ${path}, which does not exist.`)
}
