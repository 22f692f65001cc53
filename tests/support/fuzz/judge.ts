/** A stack, a query or a path of ours: what no answer may show. */
const INSIDE =
  /\n\s+at |node_modules|DrizzleQueryError|PostgresError|file:\/\/|Failed query|\/work\/|insert into|relation "/

export interface Judged {
  status: number
  /** What was wrong with the answer; undefined when nothing. */
  wrong?: string
}

/** Reads the answer, a stream's beginning only, and holds it to what every answer must be. */
export async function judge(response: Response): Promise<Judged> {
  const { status } = response
  const type = response.headers.get('content-type') ?? ''
  const fail = (wrong: string) => ({ status, wrong: `${status}: ${wrong}` })
  if (type.startsWith('text/event-stream')) {
    await response.body?.cancel()
    return status === 200 ? { status } : fail('a stream that is no 200')
  }
  const body = await response.text()
  if (status >= 500) return fail(`broken: ${body.slice(0, 200)}`)
  if (INSIDE.test(body)) return fail(`shows its inside: ${body.slice(0, 300)}`)
  if (status < 400) return { status }
  if (type !== 'application/problem+json') return fail(`${type || 'nothing'} instead of a problem`)
  // HEAD answers have no body to read.
  if (body === '') return { status }
  const told = JSON.parse(body) as Record<string, unknown>
  if (told.status !== status || typeof told.code !== 'string' || typeof told.detail !== 'string')
    return fail(`no whole problem: ${body.slice(0, 200)}`)
  const named = typeof told.field === 'string' && told.field !== ''
  if ([400, 413, 422].includes(status) && !named) return fail(`names no field: ${body.slice(0, 200)}`)
  return { status }
}
