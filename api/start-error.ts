import { BrowserbaseRefused } from '../agent/browser/browserbase/account.ts'
import { ChromiumMissing } from '../agent/browser/install.ts'
import { DataDirError } from './data-dir.ts'
import { ConfigError } from './env.ts'

/** Of the system, the driver and PostgreSQL: no such host, no answer, wrong password, no such database or role. */
const DATABASE_FAULTS = new Set(
  'ECONNREFUSED ECONNRESET ENOTFOUND EAI_AGAIN ETIMEDOUT EHOSTUNREACH ENETUNREACH 28000 28P01 3D000 42501'.split(
    ' ',
  ),
)

const MENDABLE = [ConfigError, DataDirError, ChromiumMissing, BrowserbaseRefused]

/** Why the start failed, in one sentence for what people can mend, with the stack for what they can't. */
export function explainStart(error: unknown): string {
  if (MENDABLE.some((kind) => error instanceof kind)) return (error as Error).message
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE')
    return `PORT: ${port} is taken by another program; stop it, or set PORT to another number.`
  if (code === 'EACCES' && port)
    return `PORT: ${port} may not be used by this account; set PORT to one above 1023.`
  if (code !== undefined && DATABASE_FAULTS.has(code))
    return `DATABASE_URL: the database can't be reached (${message}).`
  return `SessionBurst could not start: ${(error as Error)?.stack ?? String(error)}`
}
