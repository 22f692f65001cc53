import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

/** The body up to `maxBytes`, unpacked; nothing is unpacked beyond, so that a small answer can't become a large one. */
export async function readBody(
  answer: IncomingMessage,
  maxBytes: number,
): Promise<{ body: Buffer; truncated: boolean }> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of unpacked(answer)) {
    const left = maxBytes - size
    chunks.push((chunk as Buffer).subarray(0, left))
    size += (chunk as Buffer).length
    if (size > maxBytes) return { body: Buffer.concat(chunks), truncated: true }
  }
  return { body: Buffer.concat(chunks), truncated: false }
}

/** We ask for no compression; some servers compress all the same. */
function unpacked(answer: IncomingMessage): Readable {
  const encoding = answer.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding === 'identity' || encoding === '') return answer
  const unpack = UNPACK[encoding]
  if (!unpack) throw new Error(`content-encoding ${encoding.slice(0, 20)} is not known`)
  const unpacking = unpack()
  answer.once('error', (error) => unpacking.destroy(error))
  answer.once('close', () => {
    if (!answer.complete) unpacking.destroy(new Error('the answer broke off'))
  })
  return answer.pipe(unpacking)
}

const UNPACK: Record<string, () => Readable & NodeJS.WritableStream> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}
