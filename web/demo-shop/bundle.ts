import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const SDK_PACKAGES = ['posthog-js', 'mixpanel-browser', '@amplitude/analytics-browser', 'vite']

export const DIST = join(import.meta.dirname, 'dist')
const BROWSER = join(import.meta.dirname, 'browser')
const MODULES = join(import.meta.dirname, '../../node_modules')

/** The bundle's file name holds a hash of all it is made from: if the file is there, it is up to date. */
export async function bundleName(): Promise<string> {
  const hash = createHash('sha256')
  for (const file of (await readdir(BROWSER)).sort()) hash.update(await readFile(join(BROWSER, file)))
  hash.update(await readFile(join(import.meta.dirname, 'build.ts')))
  for (const name of SDK_PACKAGES) hash.update(await readFile(join(MODULES, name, 'package.json')))
  return `analytics-${hash.digest('hex').slice(0, 12)}.js`
}
