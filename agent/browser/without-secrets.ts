import { secretsOfTemplate, secretVariable } from '../planner/secrets.ts'
import type { Mask } from './mask.ts'
import { type Action, BrowserError, type Generate, type Variables, type Visitor } from './port.ts'
import { hostPort } from './proxy.ts'

export interface Discretion {
  mask: Mask
  /** host:port pairs of the pages that a secret may be typed into. */
  places: readonly string[]
}

/**
 * A visitor whose pages get secrets, told of without them: the values go in by `perform`, and whatever comes out (to
 * the model, into the log, with an error) has their variables instead.
 */
export function withoutSecrets(visitor: Visitor, { mask, places }: Discretion): Visitor {
  const told = <T>(work: Promise<T>, how: (value: T) => T = mask.all): Promise<T> =>
    work.then(how, (error) => {
      throw masked(error, mask)
    })
  return {
    product: visitor.product,
    loan: visitor.loan,
    over: visitor.over,
    goto: (url, options) => told(visitor.goto(url, options)),
    url: () => told(visitor.url(), mask.url),
    evaluate: (expression) => told(visitor.evaluate(expression)),
    status: () => visitor.status(),
    pages: () => visitor.pages(),
    links: () =>
      told(visitor.links(), (links) =>
        links.map((link) => ({ ...link, url: mask.url(link.url), text: mask.text(link.text) })),
      ),
    propose: (instruction, variables) => told(visitor.propose(instruction, variables)),
    async perform(action, variables) {
      const url = await told(visitor.url())
      const message = whyNot(action, variables, places.includes(hostPort(url) ?? ''))
      return message ? { ok: false, changed: false, message } : told(visitor.perform(action, variables))
    },
    // Sealed at rest, and put back as it was: a mask would break it.
    storage: (origin) => told(visitor.storage(origin), (kept) => kept),
    ...(visitor.skip && { skip: (ms: number) => told(visitor.skip?.(ms) ?? Promise.resolve(0)) }),
    screenshot: () => told(visitor.screenshot(), (bytes) => bytes),
    leave: () => told(visitor.leave()),
    abort: () => visitor.abort(),
  }
}

/** The same for a model: pages show what was typed into them. */
export const askedWithout =
  (generate: Generate, mask: Mask): Generate =>
  (params) =>
    generate({ ...params, messages: mask.all(params.messages) })

const TYPING: ReadonlySet<string> = new Set(['fill', 'type'])

/** A page may talk a model into typing what the step did not name, or where it does not belong. */
function whyNot(
  { method, arguments: values }: Action,
  variables: Variables,
  isPlace: boolean,
): string | undefined {
  const names = values.flatMap(secretsOfTemplate)
  const foreign = names.find((name) => variables[secretVariable(name)] === undefined)
  if (foreign !== undefined) return `the step does not name the secret ${foreign}`
  if (names.length > 0 && !TYPING.has(method)) return 'a secret is only ever typed into a field'
  return names.length > 0 && !isPlace ? "a secret is only ever typed into the target's own pages" : undefined
}

/** The error itself where nothing had to be hidden: its stack says where. */
function masked(error: unknown, mask: Mask): unknown {
  if (!(error instanceof Error)) return mask.all(error)
  const told = tell(error)
  if (mask.text(told) === told) return error
  const message = mask.text(error.message)
  return error instanceof BrowserError ? new BrowserError(error.fault, message) : new Error(message)
}

const tell = (error: unknown): string =>
  error instanceof Error ? `${error.message} ${error.stack} ${tell(error.cause)}` : String(error)
