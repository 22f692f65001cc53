import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Apart from process.ts, whose hooks want a test around them: benchmarks need a folder too. */
export const freshFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'sessionburst-test-'))
