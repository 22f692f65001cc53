import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Lessons } from './lessons.ts'

const PROGRAM = fileURLToPath(new URL('./encoder/fit.py', import.meta.url))
const ADAPTER = fileURLToPath(new URL('../../../agent/model/offline/adapter.bin', import.meta.url))

/** Teaches the encoder anew. In Python, since nothing on npm can descend through a transformer within a day. */
export async function fitEncoder(lessons: Lessons, progress: (line: string) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sb-lessons-'))
  try {
    const file = join(folder, 'lessons.json')
    await writeFile(file, JSON.stringify(lessons))
    const python = spawn('python3', [PROGRAM, file, ADAPTER], { stdio: ['ignore', 'pipe', 'inherit'] })
    createInterface(python.stdout).on('line', progress)
    const [code] = await once(python, 'close')
    if (code !== 0)
      throw new Error(`${PROGRAM} ended with ${code}: it needs Python 3.11 with torch and numpy.`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
