/** What a request still does: sending its body, and whatever was promised on the way. */
export class RequestWork {
  readonly #works: Promise<unknown>[] = []

  /** How work ends is told by whoever gave it; here only that it has. */
  readonly add = (work: Promise<unknown>): void => {
    this.#works.push(work.catch(() => {}))
  }

  /** The same response, whose body counts as work until it is sent or its reader is gone. */
  track(response: Response): Response {
    if (!response.body) return response
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    this.add(response.body.pipeTo(writable))
    return new Response(readable, response)
  }

  /** Resolves once everything has ended, what was added meanwhile too. */
  async done(): Promise<void> {
    for (const work of this.#works) await work
  }
}
