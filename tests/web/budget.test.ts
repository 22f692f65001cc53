import { readdir, readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { buildWeb } from '../../web/build.ts'

const DIST = new URL('../../web/dist/', import.meta.url)
const ENTRY_KB = 260
const TOTAL_KB = 480

beforeAll(() => buildWeb())

/** What the network carries of these files. */
async function kilobytes(names: string[]): Promise<number> {
  const files = await Promise.all(names.map((name) => readFile(new URL(`assets/${name}`, DIST))))
  return files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0) / 1_000
}

test('the page starts with few bytes, and has not many more', async () => {
  const page = await readFile(new URL('index.html', DIST), 'utf8')
  const first = [...page.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)].map(([, name = '']) => name)
  expect(first.length).toBeGreaterThan(0)
  expect(await kilobytes(first)).toBeLessThanOrEqual(ENTRY_KB)

  const all = await readdir(new URL('assets/', DIST))
  expect(await kilobytes(all.filter((name) => /\.(js|css)$/.test(name)))).toBeLessThanOrEqual(TOTAL_KB)
})

test('a strict CSP has nothing to refuse: no script or style stands in the page, no font in a style', async () => {
  const page = await readFile(new URL('index.html', DIST), 'utf8')
  expect(page).not.toMatch(/<style|\sstyle=|<script(?![^>]*\ssrc=)/)
  for (const name of await readdir(new URL('assets/', DIST)))
    if (name.endsWith('.css'))
      expect(await readFile(new URL(`assets/${name}`, DIST), 'utf8')).not.toContain('url(data:')
})
