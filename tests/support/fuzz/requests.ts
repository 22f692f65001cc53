import { v7 } from 'uuid'
import { type Random, random } from './random.ts'
import { broken, ODD_TEXTS, type Schema, valid } from './values.ts'

export interface Operation {
  parameters?: { in: string; name: string; schema?: Schema }[]
  requestBody?: { content?: Record<string, { schema?: Schema }> }
}
export interface Document {
  paths: Record<string, Record<string, Operation>>
}
/** An id by the noun of its routes, such as `bursts`. */
export type Ids = Record<string, string>
/** What there is to name: ids of the caller's, of another workspace's, and a workspace of each. */
export interface Known {
  own: Ids
  /** The caller's too, to be removed: without its target nothing could be asked any more. */
  spare: Ids
  foreign: Ids
  workspace: string
  foreignWorkspace: string
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']
const CONTENT_TYPES = [
  'text/plain',
  'application/json; charset=utf-16',
  'application/json;',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'APPLICATION/JSON',
  ',',
  '*/*',
]

/** `count` requests over the document, the same for the same seed but for the ids. */
export function* fuzzed(
  document: Document,
  known: Known,
  options: { url: string; seed: number; count: number },
) {
  const r = random(options.seed)
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
  for (let i = 0; i < options.count; i++) {
    const { method, path, operation } = r.pick(operations)
    const used = r.chance(0.03) ? r.pick(METHODS) : method
    const headers = headersFor(known, r)
    const body = ['GET', 'HEAD'].includes(used) ? undefined : bodyFor(operation, document, r, headers)
    const target = `${options.url}${pathFor(path, used, known, r)}${queryFor(operation, document, known, r)}`
    yield new Request(target, { method: used, headers, body })
  }
}

function pathFor(path: string, method: string, known: Known, r: Random): string {
  const own = method === 'DELETE' ? known.spare : known.own
  const noun = path.split('/')[2] ?? ''
  return path.replaceAll(/\{\w+\}/g, () => {
    const kind = r.below(20)
    if (kind < 13) return own[noun] ?? v7()
    if (kind < 15) return known.foreign[noun] ?? v7()
    if (kind < 16) return r.pick(Object.values(own))
    if (kind < 17) return v7()
    const odd = r.pick(ODD_TEXTS)
    // Some as they are: a client may encode wrongly too.
    return r.chance(0.5) ? encodeURIComponent(odd.toWellFormed()) : odd.replaceAll(/[\s?#]/g, '')
  })
}

function queryFor(operation: Operation, document: Document, known: Known, r: Random): string {
  const query = new URLSearchParams()
  for (const { in: place, name, schema } of operation.parameters ?? []) {
    if (place !== 'query' || r.chance(0.6)) continue
    const value = valid(schema ?? {}, r, document as Schema)
    query.append(name, asText(r.chance(0.5) ? value : broken(value, r)))
    if (r.chance(0.1)) query.append(name, r.pick(ODD_TEXTS).toWellFormed())
  }
  if (r.chance(0.05)) query.append(r.pick(ODD_TEXTS).toWellFormed(), 'x')
  if (r.chance(0.1))
    query.append('workspace', r.pick([known.workspace, known.foreignWorkspace, 'x', '\u0000']))
  const raw = r.chance(0.03) ? '&%zz=%&a[=%00' : ''
  return query.size > 0 || raw ? `?${query}${raw}` : ''
}

const asText = (value: unknown): string =>
  (typeof value === 'string' ? value : String(JSON.stringify(value))).toWellFormed()

function headersFor(known: Known, r: Random): Headers {
  const headers = new Headers({ authorization: 'Bearer local-token', 'content-type': 'application/json' })
  const some = (share: number, change: () => void) => r.chance(share) && change()
  some(0.05, () => headers.delete('authorization'))
  some(0.03, () => headers.append('authorization', 'Bearer other'))
  some(0.03, () =>
    headers.set('authorization', r.pick(['Bearer', 'Bearer a.b.c', 'Basic eDp5', 'bearer x', '\u00ff'])),
  )
  some(0.08, () =>
    headers.set('x-workspace', r.pick([known.workspace, known.foreignWorkspace, '', 'x', '\u00fc'])),
  )
  some(0.1, () => headers.set('content-type', r.pick(CONTENT_TYPES)))
  some(0.03, () => headers.append('content-type', 'text/plain'))
  some(0.03, () => headers.delete('content-type'))
  some(0.15, () => headers.set('idempotency-key', r.pick(['a', 'b', v7(), '', 'x'.repeat(300), '\u00ff'])))
  some(0.1, () =>
    headers.set(
      'last-event-id',
      r.pick(['1.1', '0.0', `${'9'.repeat(20)}.1`, '-1', 'x', '99999999999999999999.9999999999999999999']),
    ),
  )
  some(0.05, () =>
    headers.set('cookie', r.pick(['sessionburst=', 'sessionburst=%00', 'a=b; sessionburst=x', ';;='])),
  )
  some(0.05, () => headers.set('origin', r.pick(['null', 'https://evil.example', 'x'])))
  some(0.03, () => headers.set('content-length', r.pick(['-1', '0', '99999999999', 'x'])))
  return headers
}

function bodyFor(
  operation: Operation,
  document: Document,
  r: Random,
  headers: Headers,
): BodyInit | undefined {
  const schema = operation.requestBody?.content?.['application/json']?.schema
  const value = valid(schema ?? {}, r, document as Schema)
  const kind = r.below(20)
  if (kind === 0) return undefined
  if (kind === 1) return r.pick(['', '{', '[', '"', 'nul', '{"a":1,}', '\ufeff{}', '{"a":1}{"b":2}', 'true'])
  if (kind === 2) return new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])
  if (kind === 3) return `${'['.repeat(3_000)}${']'.repeat(3_000)}`
  if (kind === 4) return JSON.stringify(value).slice(0, -1)
  if (kind === 5 && r.chance(0.1)) return JSON.stringify({ x: 'x'.repeat(2 << 20) })
  if (kind === 6) {
    headers.set('content-type', 'application/x-www-form-urlencoded')
    return 'a=1&a=2&%00=%zz'
  }
  return JSON.stringify(kind < 13 ? broken(value, r) : value)
}
