import { connect, createServer, type Socket } from 'node:net'
import type { BrowserContextOptions } from 'playwright-core'
import { vi } from 'vitest'
import { startProduct } from './process.ts'
import { launch, openScreen } from './screen.ts'

/** The product with a browser whose first page came in by the one-time link. */
export async function startPage(dataDir: string, port: number, environment: Record<string, string> = {}) {
  const product = await startProduct(dataDir, port, environment)
  const browser = await launch()
  const link = await signInLink(product.output)
  const first = await openScreen(browser, { baseURL: product.url })
  await first.page.goto(link)
  await first.page.waitForURL('**/c/new')
  const storageState = await first.page.context().storageState()
  return {
    ...product,
    link,
    first,
    /** A new device of the same person. */
    open: (options: BrowserContextOptions = {}) =>
      openScreen(browser, { baseURL: product.url, storageState, ...options }),
    async close() {
      await browser.close()
      product.child.kill('SIGTERM')
      await product.ended
    },
  }
}

async function signInLink(output: () => string): Promise<string> {
  return vi.waitFor(
    () => {
      const [, link] = /Sign in, once: (\S+)\n/.exec(output()) ?? []
      if (!link) throw new Error(`No link to sign in with: ${output()}`)
      return link
    },
    { timeout: 60_000, interval: 50 },
  )
}

/** A way to the product whose connections can all be cut at once. */
export async function cuttable(port: number) {
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(port, 'localhost')
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `http://localhost:${typeof address === 'object' && address ? address.port : 0}`,
    cut,
    close() {
      cut()
      server.close()
    },
  }
}
