import { typeOf } from '../../agent/storage/port.ts'

const body = { schema: { type: 'string' as const, format: 'binary' } }

/** How an answer that is a file of the log is documented. */
export const fileAnswer = (description: string) => ({
  200: { description, content: { 'text/csv': body, 'application/x-ndjson': body } },
})

/** A file that browsers save under its name. */
export const asFile = (stream: ReadableStream<Uint8Array>, name: string, bytes?: number | null): Response =>
  new Response(stream, {
    headers: {
      'content-type': typeOf(name),
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
      ...(bytes != null && { 'content-length': String(bytes) }),
    },
  })
