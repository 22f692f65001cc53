/**
 * A secret for one purpose, so that none is used for two. Web Crypto, because Node instances and Workers that share
 * APP_SECRETS have to agree on it.
 */
export async function deriveSecret(secret: string, purpose: string): Promise<string> {
  const text = new TextEncoder()
  const key = await crypto.subtle.importKey(
    'raw',
    text.encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  const signed = new Uint8Array(await crypto.subtle.sign('HMAC', key, text.encode(purpose)))
  return Array.from(signed, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
