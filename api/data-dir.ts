import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A problem with DATA_DIR in one sentence that says what to do. */
export class DataDirError extends Error {}
/** Another process holds the folder; `server` tells where it answers, once it does. */
export class DataDirTaken extends DataDirError {}

export interface RunningServer {
  url: string
  pid: number
}

/** A locked data folder. Nothing else may open what is in it until `release`. */
export interface DataDir {
  path: string
  /** 32 random bytes in hex, made at the first start, readable by the owner only. */
  secret: string
  /** What the terminal of this machine signs in with. */
  token: string
  announce(server: RunningServer): void
  release(): void
}

/**
 * Makes and locks the folder. The lock is SQLite's on a file of ours: the kernel drops it with the process, however
 * that ends, so a kill leaves nothing stale and a reused pid can't be mistaken for the owner.
 * Throws DataDirTaken when another process has it, DataDirError when it can't be written.
 */
export function openDataDir(folder: string): DataDir {
  const path = resolve(folder)
  // Whatever is written from here on is the owner's alone, by whichever library.
  process.umask(0o077)
  try {
    makeFolder(path)
    chmodSync(path, 0o700)
    accessSync(path, constants.W_OK | constants.R_OK)
  } catch (error) {
    throw new DataDirError(
      `DATA_DIR: ${path} can't be written (${(error as NodeJS.ErrnoException).code}); choose a folder of your own.`,
    )
  }
  const lock = takeLock(path)
  rmSync(join(path, 'server.json'), { force: true })
  return {
    path,
    secret: secretFile(join(path, 'secret')),
    token: secretFile(tokenFile(path)),
    announce: (server) => writeWhole(join(path, 'server.json'), JSON.stringify(server)),
    release: () => {
      rmSync(join(path, 'server.json'), { force: true })
      lock.close()
    },
  }
}

/** Where the process that holds the folder answers; undefined while it is still starting. */
export function runningServer(path: string): (RunningServer & { token: string }) | undefined {
  try {
    const server = JSON.parse(readFileSync(join(path, 'server.json'), 'utf8')) as RunningServer
    // A killed owner leaves the file; its successor removes it a moment after taking the lock.
    process.kill(server.pid, 0)
    return { ...server, token: readFileSync(tokenFile(path), 'utf8').trim() }
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

/** Level by level: Node's own recursive way never returns below /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) {
    if (statSync(path).isDirectory()) return
    throw Object.assign(new Error(`${path} is no folder`), { code: 'ENOTDIR' })
  }
  makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}

const tokenFile = (path: string) => join(path, 'token')

function takeLock(path: string): DatabaseSync {
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(join(path, 'lock'))
    lock.exec('pragma locking_mode = exclusive; begin exclusive')
    return lock
  } catch (error) {
    lock?.close()
    const { message } = error as Error
    if (/locked|busy/i.test(message))
      throw new DataDirTaken(
        `DATA_DIR: ${path} is in use by another SessionBurst. Stop it, or choose another folder.`,
      )
    throw new DataDirError(`DATA_DIR: the lock file in ${path} can't be opened (${message}).`)
  }
}

function secretFile(file: string): string {
  const found = readSecret(file)
  if (found === undefined) {
    const secret = randomBytes(32).toString('hex')
    writeWhole(file, `${secret}\n`)
    return secret
  }
  if (/^[0-9a-f]{64}$/.test(found)) return found
  throw new DataDirError(
    `DATA_DIR: ${file} holds no secret of ours; restore it, or remove it to get a new one.`,
  )
}

function readSecret(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw new DataDirError(`DATA_DIR: ${file} can't be read (${code}).`)
  }
}

/** Readers see the old file or the new one, never half of it. */
function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.part`, text, { mode: 0o600 })
  renameSync(`${file}.part`, file)
}
