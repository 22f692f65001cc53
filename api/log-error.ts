import { DrizzleQueryError } from 'drizzle-orm'
import { redactLog } from './redact.ts'

/** Deeper causes say nothing new, and an error may be its own. */
const MAX_CAUSES = 5
/** A library may put a whole page into its message; hiding looks at this much of it, the log gets MAX_LENGTH. */
const MAX_READ = 100_000
const MAX_LENGTH = 10_000

/** What broke, with its time, for whoever reads the log. The only way into it: what opens doors is taken out here. */
export function logError(error: unknown, what: string): void {
  const told = `[${new Date().toISOString()}] ${what}: ${tell(error)}`
  // Cut after hiding, so that no half of a secret is left that no longer looks like one.
  console.error(redactLog(told.slice(0, MAX_READ)).slice(0, MAX_LENGTH))
}

/** Stack, code and causes. Other properties stay out: drivers keep queries, rows and requests in them. */
function tell(error: unknown, depth = 0): string {
  // A failed query's own message carries its parameters, which are people's data; its cause says what went wrong.
  const shown = error instanceof DrizzleQueryError ? error.cause : error
  if (!(shown instanceof Error)) return typeof shown === 'string' ? shown : `thrown: ${asJson(shown)}`
  const { code } = shown as Error & { code?: unknown }
  const cause =
    shown.cause === undefined || depth >= MAX_CAUSES ? '' : `\ncaused by ${tell(shown.cause, depth + 1)}`
  return `${code === undefined ? '' : `(${String(code)}) `}${shown.stack ?? String(shown)}${cause}`
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    // It holds itself, or a number that JSON has no word for.
    return Object.prototype.toString.call(value)
  }
}
