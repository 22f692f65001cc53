/** An answer that was no success, in the words of its problem document. */
export class RequestError extends Error {}

/** The terminal's way to the server: bearer token, JSON in, problems thrown as RequestError. */
export class Client {
  readonly #url: string
  readonly #token: string
  readonly #fetch: typeof fetch

  constructor(url: string, token: string, request: typeof fetch = fetch) {
    this.#url = url
    this.#token = token
    this.#fetch = request
  }

  async request(path: string, init: { body?: unknown; lastEventId?: string } = {}): Promise<Response> {
    const response = await this.#fetch(`${this.#url}${path}`, {
      method: init.body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
        ...(init.lastEventId ? { 'last-event-id': init.lastEventId } : {}),
      },
      body: init.body === undefined ? undefined : JSON.stringify(init.body),
    })
    if (response.ok) return response
    const problem = (await response.json().catch(() => ({}))) as { detail?: string; field?: string }
    const where = problem.field ? `${problem.field}: ` : ''
    throw new RequestError(`${where}${problem.detail ?? `The server answered ${response.status}.`}`)
  }

  async get<T>(path: string): Promise<T> {
    return (await this.request(path)).json() as Promise<T>
  }
}
