import { DrizzleQueryError } from 'drizzle-orm'

/** What broke, with its time, for whoever reads the log. */
export function logError(error: unknown, what: string): void {
  // A failed query's own message carries its parameters, which are people's data; its cause says what went wrong.
  const told = error instanceof DrizzleQueryError ? error.cause : error
  console.error(`[${new Date().toISOString()}] ${what}:`, told)
}
