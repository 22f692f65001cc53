import { access, constants, stat } from 'node:fs/promises'
import { delimiter, join, win32 } from 'node:path'

export interface Machine {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
}

const NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
]
const LINUX_FOLDERS = ['/usr/bin', '/usr/local/bin', '/opt/google/chrome', '/snap/bin']
const MAC_APPS = ['Google Chrome', 'Google Chrome Beta', 'Google Chrome Canary', 'Chromium', 'Microsoft Edge']
const WINDOWS_APPS = ['Google\\Chrome', 'Google\\Chrome Beta', 'Google\\Chrome SxS', 'Chromium']

/** Where a Chrome or Chromium usually is, best first; only files that exist and may be run. */
export async function findInstalled(machine: Machine): Promise<string[]> {
  const found: string[] = []
  for (const path of new Set(usualPlaces(machine))) if (await isExecutable(path)) found.push(path)
  return found
}

function usualPlaces({ platform, env }: Machine): string[] {
  const onPath = (env.PATH ?? '').split(delimiter).filter(Boolean)
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
      (root) => root !== undefined,
    )
    const installed = roots.flatMap((root) =>
      WINDOWS_APPS.map((app) => win32.join(root, app, 'Application\\chrome.exe')),
    )
    return [...installed, ...onPath.map((folder) => join(folder, 'chrome.exe'))]
  }
  const apps =
    platform === 'darwin'
      ? ['/Applications', join(env.HOME ?? '/', 'Applications')].flatMap((folder) =>
          MAC_APPS.map((app) => `${folder}/${app}.app/Contents/MacOS/${app}`),
        )
      : []
  const folders = [...onPath, ...(platform === 'linux' ? LINUX_FOLDERS : [])]
  return [...apps, ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))]
}

export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    // Not there, or not ours to run: either way no candidate.
    return false
  }
}
