import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { type Budget, giveBack } from '../db/budgets.ts'
import type { Deps } from './deps.ts'
import { take } from './limit-requests.ts'

/** Where a password or a code is tried, or an e-mail is sent, on the embedded Supabase Auth. */
const GUESSED = /^\/auth\/v1\/(token|otp|recover|signup|verify|magiclink|resend|factors\/[^/]+\/verify)\/?$/i

/**
 * Counts each try before it is made, so that of any number at once, on any instances, no more pass than allowed. One
 * that signs in was no guess: it is given back. Hosted Supabase has limits of its own.
 */
export function throttleSignIns({ db, limits, clientAddress }: Deps) {
  return createMiddleware(async (c, next) => {
    if (!GUESSED.test(c.req.path) || c.req.method === 'OPTIONS' || isRenewal(c)) return next()
    const budget = (key: string, quota: number): Budget => ({
      key,
      quota,
      seconds: limits.seconds.signIns,
    })
    const account = await accountOf(c)
    const tries = [budget(`sign-in:address:${clientAddress(c)}`, limits.signIns.address)]
    if (account) tries.unshift(budget(`sign-in:account:${account}`, limits.signIns.account))
    await take(c, { db }, 'sign-in', tries)
    await next()
    const signedIn = c.res.ok && /\/(token|verify)\/?$/i.test(c.req.path)
    if (signedIn) for (const one of tries) await giveBack(db, one)
  })
}

/** The same for the page's own entrances, where a link or a token could be tried. */
export function throttleEntries({ db, limits, clientAddress }: Deps) {
  return createMiddleware(async (c, next) => {
    if (c.req.method !== 'POST') return next()
    const { address: quota } = limits.signIns
    const tries = { key: `enter:address:${clientAddress(c)}`, quota, seconds: limits.seconds.signIns }
    await take(c, { db }, 'enter', [tries])
    await next()
    if (c.res.ok) await giveBack(db, tries)
  })
}

/** Files that a link opens without sign-in: whoever holds one has no budget of their own, and each costs a read. */
export function throttleFiles({ db, limits, clientAddress }: Deps) {
  return createMiddleware(async (c, next) => {
    const { address: quota } = limits.signIns
    const reads = { key: `file:address:${clientAddress(c)}`, quota, seconds: limits.seconds.signIns }
    await take(c, { db }, 'file', [reads])
    await next()
  })
}

/** A refresh token can't be guessed, and every open page sends one each hour. */
const isRenewal = (c: Context) =>
  /\/token\/?$/i.test(c.req.path) && c.req.query('grant_type') === 'refresh_token'

/** The account that the body names, as a hash: budgets are no list of people. Undefined when it names none. */
async function accountOf(c: Context): Promise<string | undefined> {
  const body = await c.req.raw.clone().text()
  const fields = asObject(body)
  // A token's hash opens its own account, whatever address stands beside it.
  const named = fields.token_hash === undefined ? (fields.email ?? fields.phone) : 'by token'
  if (typeof named !== 'string' || named.trim() === '') return undefined
  const canonical = new TextEncoder().encode(named.normalize('NFKC').trim().toLowerCase())
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', canonical))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function asObject(body: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(body))
  } catch {
    // supabase-js sends JSON; forms are allowed too.
    return Object.fromEntries(new URLSearchParams(body))
  }
}
