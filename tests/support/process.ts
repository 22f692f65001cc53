import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { afterAll, vi } from 'vitest'
import { runningServer } from '../../api/data-dir.ts'

export const ROOT = new URL('../../', import.meta.url).pathname

/** A port P with P+1 free too, for the product and its demo shop. */
export async function freePorts(): Promise<number> {
  for (;;) {
    const first = await listenOnce(0)
    const second = await listenOnce(first + 1).catch(() => undefined)
    if (second) return first
  }
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

/** What a failed test left running would hold the test run open for ever. */
const running = new Set<ChildProcess>()
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
})

export interface Run {
  child: ChildProcess
  /** Both streams, as they came. */
  output(): string
  stdout(): string
  /** The exit code, or the signal's name. */
  ended: Promise<number | string>
}

/** Runs one of our scripts as `npm run` would, in a clean environment of its own. */
export function run(script: string, args: string[], environment: Record<string, string>): Run {
  const child = spawn(process.execPath, ['api/boot.mjs', script, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      CHROME_PATH: process.env.CHROME_PATH,
      ...environment,
    },
  })
  running.add(child)
  child.once('close', () => running.delete(child))
  let output = ''
  let stdout = ''
  child.stdout.on('data', (data) => {
    stdout += String(data)
    output += String(data)
  })
  child.stderr.on('data', (data) => {
    output += String(data)
  })
  const ended = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown')),
  )
  return { child, output: () => output, stdout: () => stdout, ended }
}

/** The product as a process of its own on a data folder, answering. */
export async function startProduct(dataDir: string, port: number, environment: Record<string, string> = {}) {
  const product = run('api/node.ts', [], { ...environment, DATA_DIR: dataDir, PORT: String(port) })
  let over: unknown
  void product.ended.then((how) => {
    over = how
  })
  const server = await vi.waitFor(
    () => {
      if (over !== undefined) throw new Error(`The product ended with ${over}: ${product.output()}`)
      const running = runningServer(dataDir)
      if (!running) throw new Error(`The product does not answer yet: ${product.output()}`)
      return running
    },
    { timeout: 60_000, interval: 50 },
  )
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' }
  const call = async <T>(path: string, body?: unknown): Promise<T> => {
    const init = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) }
    return (await fetch(`${server.url}${path}`, init)).json() as Promise<T>
  }
  /** Asks for a conversation, with its title for the idempotency key; answers the status. */
  const create = async (title: string) => {
    const init = { method: 'POST', headers: { ...headers, 'idempotency-key': title } }
    return (await fetch(`${server.url}/api/conversations`, { ...init, body: JSON.stringify({ title }) }))
      .status
  }
  return { ...product, ...server, create, shop: `http://localhost:${port + 1}`, call }
}
