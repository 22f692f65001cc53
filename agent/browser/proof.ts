import { mkdir, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openBrowser } from './local/browser.ts'
import { RUN_DIRS } from './local/run-dir.ts'
import { EXTENSION } from './local/stagehand.ts'
import { chromiumVersion } from './local/version.ts'

/**
 * Throws unless this Chromium starts here and loads Stagehand's extension. A file of the right name proves nothing:
 * Ubuntu's chromium only tells to install a snap, and branded Chrome may refuse extensions. What was proved is
 * remembered until the file, its version or Stagehand changes.
 */
export async function prove(path: string, cacheDir: string): Promise<void> {
  const file = join(cacheDir, 'chromium-proofs.json')
  const key = await fingerprint(path)
  const proved = await readProofs(file)
  if (proved.includes(key)) return
  const browser = await openBrowser({ chromePath: path, runDir: RUN_DIRS })
  await browser.close()
  await mkdir(cacheDir, { recursive: true })
  // Written aside first: two processes may start at once.
  const draft = `${file}.${process.pid}`
  await writeFile(draft, JSON.stringify([...proved.slice(-9), key], null, 2))
  await rename(draft, file)
}

async function fingerprint(path: string): Promise<string> {
  const [version, { mtimeMs, size }, manifest] = await Promise.all([
    chromiumVersion(path),
    realpath(path).then((file) => stat(file)),
    readFile(join(EXTENSION, 'manifest.json'), 'utf8'),
  ])
  const extension = (JSON.parse(manifest) as { version: string }).version
  return [path, version, mtimeMs, size, `extension ${extension}`].join(' | ')
}

async function readProofs(file: string): Promise<string[]> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as string[]
  } catch {
    // No proofs yet, or an unreadable file: prove again and write it anew.
    return []
  }
}
