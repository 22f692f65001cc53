import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import type { RequestClaim, Sdk, SentEvent } from './event.ts'

export interface Delivery {
  sdk: Sdk
  events: SentEvent[]
  request: RequestClaim
  /** When it arrived, ISO 8601. */
  at: string
}

/** Past this the file becomes `.old`, and the `.old` before it is dropped. */
const MAX_BYTES = 64 * 1024 * 1024

/** What arrived, line by line on disk, so that a restart (or a kill) of the shop forgets nobody. */
export class Journal {
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  /** Oldest first. A line cut short by a kill was never answered, so it is left out. */
  *read(): Generator<Delivery> {
    for (const file of [`${this.#file}.old`, this.#file]) {
      if (!existsSync(file)) continue
      const lines = readFileSync(file, 'utf8').split('\n')
      for (const line of lines.slice(0, -1)) yield JSON.parse(line) as Delivery
      if (lines.at(-1) && file === this.#file) this.#cutBack(lines)
    }
  }

  append(delivery: Delivery): void {
    appendFileSync(this.#file, `${JSON.stringify(delivery)}\n`)
    if (statSync(this.#file).size > MAX_BYTES) renameSync(this.#file, `${this.#file}.old`)
  }

  clear(): void {
    for (const file of [`${this.#file}.old`, this.#file]) rmSync(file, { force: true })
  }

  /** The next append must begin on a line of its own. */
  #cutBack(lines: string[]): void {
    rmSync(this.#file)
    appendFileSync(this.#file, [...lines.slice(0, -1), ''].join('\n'))
  }
}
