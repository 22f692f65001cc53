/** Closes secrets for keeping, and opens them again for the same place only. */
export interface Sealer {
  /** `place` says what it is and whose: workspace, purpose, row. Nothing opens what was moved to another place. */
  seal(text: string, place: readonly string[]): Promise<string>
  /** Throws SealError for what was changed, moved, or sealed with a secret that isn't given (any more). */
  open(sealed: string, place: readonly string[]): Promise<string>
  /** How every value begins that is sealed with the first secret; what begins otherwise wants sealing anew. */
  readonly prefix: string
}

export class SealError extends Error {}

interface Key {
  id: string
  aes: CryptoKey
}

const NONCE_BYTES = 12
const text = new TextEncoder()

/**
 * AES-256-GCM under keys derived from the secrets: the first seals, all of them open. Web Crypto, so that Node
 * instances and Workers open each other's. A random nonce allows some billions of values a key.
 */
export async function createSealer(secrets: readonly string[]): Promise<Sealer> {
  const keys = await Promise.all(secrets.map(derive))
  const [first] = keys
  if (!first) throw new SealError('Expected at least one secret to seal with.')
  const prefix = `sealed.${first.id}.`
  return {
    prefix,
    async seal(value, place) {
      const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
      const closed = await crypto.subtle.encrypt(parameters(iv, place), first.aes, text.encode(value))
      return prefix + toBase64Url(new Uint8Array([...iv, ...new Uint8Array(closed)]))
    },
    async open(sealed, place) {
      const [, id, data] = /^sealed\.([\w-]+)\.([\w-]+)$/.exec(sealed) ?? []
      const key = keys.find((one) => one.id === id)
      if (!key || !data) throw new SealError('Sealed with a secret that APP_SECRETS does not hold.')
      try {
        const bytes = fromBase64Url(data)
        const iv = bytes.subarray(0, NONCE_BYTES)
        const opened = await crypto.subtle.decrypt(
          parameters(iv, place),
          key.aes,
          bytes.subarray(NONCE_BYTES),
        )
        return new TextDecoder().decode(opened)
      } catch {
        // Web Crypto says no more than that, on purpose.
        throw new SealError('This sealed value was changed, or belongs elsewhere.')
      }
    },
  }
}

/** The same value under the first secret; undefined when no secret opens it. */
export async function sealAnew(
  sealer: Sealer,
  sealed: string,
  place: readonly string[],
): Promise<string | undefined> {
  try {
    return await sealer.seal(await sealer.open(sealed, place), place)
  } catch (error) {
    if (error instanceof SealError) return undefined
    throw error
  }
}

const parameters = (iv: Uint8Array<ArrayBuffer>, place: readonly string[]) => ({
  name: 'AES-GCM',
  iv,
  additionalData: text.encode(JSON.stringify(place)),
})

/** A key and its public name, which tells nothing about the secret. */
async function derive(secret: string): Promise<Key> {
  const base = await crypto.subtle.importKey('raw', text.encode(secret), 'HKDF', false, [
    'deriveKey',
    'deriveBits',
  ])
  const hkdf = (info: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: text.encode(info),
  })
  const id = await crypto.subtle.deriveBits(hkdf('sealing: name of the key'), base, 48)
  const aes = await crypto.subtle.deriveKey(
    hkdf('sealing: AES-256-GCM'),
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
  return { id: toBase64Url(new Uint8Array(id)), aes }
}

function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

const fromBase64Url = (data: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(data.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
