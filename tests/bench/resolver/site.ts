import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { Part, TestPage } from './cases.ts'

/** Serves the pages of a part under their names; every other path is a page of its own that says little. */
export async function openPages(part: Part, pages: readonly TestPage[]) {
  const scripts = new Map<string, Promise<string>>()
  const answer = async (path: string): Promise<[string, string]> => {
    const page = pages.find(({ name }) => path === `/${name}.html`)
    if (page) return ['text/html', page.html]
    if (!path.endsWith('.js')) return ['text/html', `<!doctype html><title>Elsewhere</title><p>${path}`]
    const bundled = scripts.get(path) ?? bundle(part, path.slice(1, -3))
    scripts.set(path, bundled)
    return ['text/javascript', await bundled]
  }
  const server = createServer(async (request, response) => {
    try {
      const [type, body] = await answer(new URL(request.url ?? '/', 'http://here').pathname)
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body)
    } catch (error) {
      response.writeHead(500).end(String(error))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const host = `127.0.0.1:${port}`
  const close = () => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return { host, origin: `http://${host}`, close }
}

/** A page made with React, as its script. */
async function bundle(part: Part, name: string): Promise<string> {
  const entry = fileURLToPath(new URL(`./${part}/${name}.tsx`, import.meta.url))
  await readFile(entry)
  const made = await build({
    ...{ configFile: false, logLevel: 'error', root: fileURLToPath(new URL('.', import.meta.url)) },
    // A test run would build React for development.
    mode: 'production',
    oxc: { jsx: { runtime: 'automatic', development: false } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, rollupOptions: { input: entry } },
  })
  const { output } = [made].flat()[0] as { output: { type: string; code?: string }[] }
  return output.find((file) => file.type === 'chunk')?.code ?? ''
}
