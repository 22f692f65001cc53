/** A secret of 256 random bits, for a cookie or a link. */
export function randomToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (c) => ({ '+': '-', '/': '_' })[c] ?? '')
}

/** What is kept of a secret. Random bits need no slow hash: there is nothing to guess. */
export async function hashToken(token: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))
  return hex(new Uint8Array(digest))
}

export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

const hmac = (secret: string, use: KeyUsage) =>
  crypto.subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    use,
  ])

/** HMAC-SHA-256 of a text, in hexadecimal. */
export async function sign(secret: string, text: string): Promise<string> {
  const key = await hmac(secret, 'sign')
  return hex(new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text))))
}

/** Whether it is what `sign` made of the text; takes as long for every wrong one. */
export async function isSigned(secret: string, text: string, signature: string): Promise<boolean> {
  const bytes = Uint8Array.from(signature.match(/[0-9a-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16))
  return crypto.subtle.verify('HMAC', await hmac(secret, 'verify'), bytes, new TextEncoder().encode(text))
}
