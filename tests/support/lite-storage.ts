import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@supabase/supabase-js'
import { SignJWT } from 'jose'

const SECRET = 'the jwt secret of a test, 32 bytes long'
const BUCKET = 'keep'

/** Supabase Storage as @supabase/lite has it, a process of its own with an empty private bucket. */
export async function startLiteStorage() {
  const folder = await mkdtemp(join(tmpdir(), 'sessionburst-lite-'))
  await mkdir(join(folder, 'supabase'))
  const port = await freePort()
  const config = [
    `project_id = "test"\n[api]\nenabled = true\nport = ${port}`,
    `[storage]\nenabled = true\nfile_size_limit = "50MiB"`,
    `[auth]\nenabled = true\njwt_secret = "${SECRET}"`,
  ]
  await writeFile(join(folder, 'supabase/config.toml'), config.join('\n'))
  const lite = new URL('../../node_modules/.bin/lite', import.meta.url).pathname
  const child = spawn(lite, ['--no-telemetry', 'start', '--host', '127.0.0.1', '--no-admin'], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, EXPERIMENTAL_STORAGE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await ready(child)
  const secretKey = await new SignJWT({ role: 'service_role' })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience('authenticated')
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(SECRET))
  const project = { url: `http://127.0.0.1:${port}`, secretKey, bucket: BUCKET }
  const { error } = await createClient(project.url, secretKey).storage.createBucket(BUCKET, { public: false })
  if (error) throw error
  return {
    project,
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (data: Buffer) => {
      said += String(data)
      if (said.includes('Ready in')) resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', (code) => reject(new Error(`@supabase/lite ended with ${code}: ${said}`)))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
