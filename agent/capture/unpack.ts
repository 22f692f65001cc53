import { gunzipSync } from 'node:zlib'

/** What a body may weigh once unpacked: a small gzip can hold a very large text. */
const MAX_UNPACKED_BYTES = 4 * 1024 * 1024

const isGzip = (bytes: Uint8Array) => bytes[0] === 0x1f && bytes[1] === 0x8b

/**
 * Opens whatever packing an SDK chose: gzip (told by its first bytes, as posthog-js sends it as text/plain),
 * a `data=` form field, base64, or plain JSON. Throws on anything else.
 */
export function decodeBody(bytes: Uint8Array): unknown {
  const unpacked = isGzip(bytes) ? gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED_BYTES }) : bytes
  const text = new TextDecoder('utf-8', { fatal: true }).decode(unpacked)
  return text.startsWith('data=') ? parse(new URLSearchParams(text).get('data') ?? '') : parse(text)
}

function parse(text: string): unknown {
  if (/^\s*[[{]/.test(text)) return JSON.parse(text)
  // An unescaped plus of base64 reads as a space in a form.
  return JSON.parse(Buffer.from(text.replaceAll(' ', '+'), 'base64').toString('utf8'))
}
