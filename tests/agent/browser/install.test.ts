import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findInstalled } from '../../../agent/browser/find.ts'
import { ensureChromium } from '../../../agent/browser/install.ts'
import { RUN_DIRS } from '../../../agent/browser/local/run-dir.ts'
import { CHROME } from './visitors.ts'

describe('the browser a start ends up with', () => {
  let dir: string
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'sb-test-'))
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))
  const ensure = (chromePath?: string) => {
    const lines: string[] = []
    const cacheDir = join(dir, 'cache')
    return { lines, path: ensureChromium({ chromePath, cacheDir, progress: (line) => lines.push(line) }) }
  }
  const script = async (name: string, text: string) => {
    const path = join(dir, name)
    await writeFile(path, `#!/bin/sh\n${text}\n`)
    await chmod(path, 0o755)
    return path
  }

  it('is the one of CHROME_PATH, proved once: the second start launches nothing', async () => {
    const log = join(dir, 'launches')
    const path = await script('logged', `[ "$1" = --version ] || echo launch >> ${log}; exec ${CHROME} "$@"`)
    expect(await ensure(path).path).toBe(path)
    expect(await readFile(log, 'utf8')).toBe('launch\n')
    expect(await ensure(path).path).toBe(path)
    expect(await readFile(log, 'utf8')).toBe('launch\n')
    const left = await readdir(RUN_DIRS)
    expect(left.filter((name) => name.startsWith(`chromium-${process.pid}-`))).toEqual([])
  })

  it('is found where it usually is when CHROME_PATH is not set', async () => {
    const { path, lines } = ensure()
    expect(await path).toMatch(/chrom/i)
    expect(lines).toEqual([])
  })

  it('is never another one than a CHROME_PATH that is wrong', async () => {
    await expect(ensure('/nowhere/chrome').path).rejects.toThrow(
      'CHROME_PATH=/nowhere/chrome is not a program',
    )
    const stub = await script('stub', 'echo "requires the chromium snap to be installed"; exit 1')
    await expect(ensure(stub).path).rejects.toThrow(`CHROME_PATH=${stub} cannot be used`)
    const dying = await script(
      'dying',
      '[ "$1" = --version ] && echo "Chromium 156.0.1.2" || { echo "no libnss3" >&2; exit 127; }',
    )
    await expect(ensure(dying).path).rejects.toThrow(/Chromium did not start: no libnss3/)
  })

  it('is looked for by name on PATH and in the usual folders', async () => {
    const chromium = await script('chromium', 'exit 0')
    await script('chromium-notes', 'exit 0')
    const found = await findInstalled({ platform: 'linux', env: { PATH: dir } })
    expect(found).toContain(chromium)
    expect(
      found.every((path) =>
        /\/(google-chrome(-stable)?|chrome|chromium(-browser)?|microsoft-edge)$/.test(path),
      ),
    ).toBe(true)
  })
})
