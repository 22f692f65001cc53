import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

const NUMBER = /\d+(?:\.\d+){3}/

/** The full version of a Chromium, read without opening it. */
export async function chromiumVersion(path: string): Promise<string> {
  const text = process.platform === 'win32' ? await versionFolder(path) : await printedVersion(path)
  const version = NUMBER.exec(text)?.[0]
  if (!version) throw new Error(`${path} does not say which version it is: ${text.trim().slice(0, 200)}`)
  return version
}

async function printedVersion(path: string): Promise<string> {
  const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 60_000 })
  return stdout
}

/** On Windows `--version` opens a window; the version is the name of the folder beside chrome.exe. */
async function versionFolder(path: string): Promise<string> {
  const names = await readdir(dirname(path))
  return (
    names
      .filter((name) => NUMBER.test(name))
      .sort()
      .at(-1) ?? ''
  )
}
