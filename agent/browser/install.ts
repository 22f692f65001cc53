import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findInstalled, isExecutable } from './find.ts'
import { prove } from './proof.ts'

export interface EnsureOptions {
  /** The operator's own choice; a wrong one is an error, never a reason to take another browser. */
  chromePath?: string
  /** Keeps what was downloaded and what was proved. */
  cacheDir: string
  progress(line: string): void
}

const BY_HAND =
  'install Google Chrome or Chromium (Debian: apt install chromium; macOS: brew install --cask google-chrome; ' +
  'Windows: winget install Google.Chrome) or set CHROME_PATH to one'
const APT_MS = 15 * 60_000

/** No browser to drive, in one line that says what to install or set. */
export class ChromiumMissing extends Error {}

/** The path of a Chrome or Chromium that works here, installed if there is none. */
export async function ensureChromium(options: EnsureOptions): Promise<string> {
  if (options.chromePath) return chosen(options.chromePath, options.cacheDir)
  const tried = new Map<string, string>()
  const attempt = async (paths: string[]) => {
    for (const path of paths) {
      if (tried.has(path)) continue
      try {
        await prove(path, options.cacheDir)
        return path
      } catch (error) {
        tried.set(path, firstLine(error))
        options.progress(`${path} cannot be used: ${firstLine(error)}`)
      }
    }
    return undefined
  }
  const found =
    (await attempt(await findInstalled(process))) ??
    (await attempt(await downloaded(options.cacheDir))) ??
    (await attempt(await installPackage(options))) ??
    (await attempt(await download(options)))
  if (found) return found
  const reasons = [...tried].map(([path, reason]) => `${path}: ${reason}`).join('; ')
  throw new ChromiumMissing(`No usable Chrome or Chromium (${reasons || 'none found'}): ${BY_HAND}`)
}

async function chosen(path: string, cacheDir: string): Promise<string> {
  if (!(await isExecutable(path)))
    throw new ChromiumMissing(`CHROME_PATH=${path} is not a program that can be run`)
  try {
    await prove(path, cacheDir)
  } catch (error) {
    throw new ChromiumMissing(`CHROME_PATH=${path} cannot be used: ${firstLine(error)}`, { cause: error })
  }
  return path
}

/** Debian and its relatives have a package with every library it needs; only root may install it. */
async function installPackage({ progress }: EnsureOptions): Promise<string[]> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !(await isExecutable('/usr/bin/apt-get')))
    return []
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  if (!/^ID(_LIKE)?=.*(debian|ubuntu)/m.test(release)) return []
  progress('Installing Chromium with apt-get (about 300 MB) ...')
  try {
    await aptGet('update', '-qq')
    await aptGet('install', '-y', '-qq', '--no-install-recommends', 'chromium')
  } catch (error) {
    progress(`apt-get could not install it: ${firstLine(error)}`)
  }
  return findInstalled(process)
}

function aptGet(...args: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const child = spawn('apt-get', args, { env, stdio: ['ignore', 'ignore', 'pipe'], timeout: APT_MS })
  let said = ''
  child.stderr.on('data', (data) => {
    said = (said + String(data)).slice(-1000)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(said.trim().split('\n').at(-1) || `apt-get ${args[0]} failed with code ${code}`))
    })
  })
}

async function downloaded(cacheDir: string): Promise<string[]> {
  const { getInstalledBrowsers } = await loader()
  const installed = await getInstalledBrowsers({ cacheDir: join(cacheDir, 'chrome') }).catch(() => [])
  return installed.map(({ executablePath }) => executablePath)
}

async function download({ cacheDir, progress }: EnsureOptions): Promise<string[]> {
  const { Browser, detectBrowserPlatform, install, resolveBuildId } = await loader()
  const platform = detectBrowserPlatform()
  if (!platform) return []
  try {
    const buildId = await resolveBuildId(Browser.CHROME, platform, 'stable')
    progress(`Downloading Chrome for Testing ${buildId} (about 170 MB) ...`)
    const { executablePath } = await install({
      browser: Browser.CHROME,
      platform,
      buildId,
      cacheDir: join(cacheDir, 'chrome'),
    })
    return [executablePath]
  } catch (error) {
    progress(`Chrome for Testing could not be downloaded: ${firstLine(error)}`)
    return []
  }
}

/** Loaded only when nothing installed works, which is once in a machine's life. */
const loader = () => import('@puppeteer/browsers')

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).trim().split('\n')[0] ?? ''
