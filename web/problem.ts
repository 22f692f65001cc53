interface Details {
  status: number
  code: string
  detail: string
  field?: string
}

/** What the API answers when it can't do something (RFC 9457), or that it could not be reached (status 0). */
export class Problem extends Error implements Details {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly field?: string

  constructor({ status, code, detail, field }: Details) {
    super(detail)
    this.name = 'Problem'
    this.status = status
    this.code = code
    this.detail = detail
    this.field = field
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const { status } = response
  const body: unknown = await response.json().catch(() => undefined)
  const text = (key: string) => {
    const value =
      typeof body === 'object' && body !== null && Object.entries(body).find(([k]) => k === key)?.[1]
    return typeof value === 'string' ? value : undefined
  }
  return new Problem({
    status,
    code: text('code') ?? 'http_error',
    detail: text('detail') ?? `The server answered with status ${status}.`,
    field: text('field'),
  })
}

/** A sentence for people, whatever was thrown. */
export function explain(error: unknown): string {
  if (!(error instanceof Problem)) return 'Something broke on this page. Reload it to go on.'
  return error.field === 'authorization' ? 'Sign in to go on.' : error.detail
}
