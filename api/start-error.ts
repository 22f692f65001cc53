import { ChromiumMissing } from '../agent/browser/install.ts'
import { DataDirError } from './data-dir.ts'
import { ConfigError } from './env.ts'

/** Why the start failed, in one sentence for what people can mend, with the stack for what they can't. */
export function explainStart(error: unknown): string {
  if (error instanceof ConfigError || error instanceof DataDirError || error instanceof ChromiumMissing)
    return error.message
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE')
    return `PORT: ${port} is taken by another program; stop it, or set PORT to another number.`
  if (code === 'EACCES' && port)
    return `PORT: ${port} may not be used by this account; set PORT to one above 1023.`
  if (code === 'ECONNREFUSED' || code === 'CONNECT_TIMEOUT' || code === '28P01' || code === '3D000')
    return `DATABASE_URL: the database can't be reached (${message}).`
  return `SessionBurst could not start: ${(error as Error)?.stack ?? String(error)}`
}
