import { randomBytes } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Account } from './accounts.ts'
import { Newest } from './newest.ts'

const COOKIE = 'tidewater_session'
const MAX_VISITS = 20_000

/** Something the shop confirmed, for the SDKs to send from the next page. */
export interface ShopEvent {
  name: string
  properties: Record<string, string>
}

interface Visit {
  account?: Account
  announced: ShopEvent[]
  notice?: string
}

export interface ShopEnv {
  Variables: { account: Account | undefined }
}

/** Who is visiting, told by a random cookie. Visitors who only read pages get none. */
export class Visits {
  #visits = new Newest<Visit>(MAX_VISITS)
  /** The cookie of a visit begun in this very request is not in the request yet. */
  #begun = new WeakMap<Context, Visit>()

  readonly recognise: MiddlewareHandler<ShopEnv> = async (c, next) => {
    c.set('account', this.#visitOf(c)?.account)
    await next()
  }

  /** Logs in under a new token, so that one known from before is worth nothing. */
  logIn(c: Context<ShopEnv>, account: Account) {
    const announced = this.#visitOf(c)?.announced ?? []
    this.#forget(c)
    this.#begin(c, { account, announced })
  }

  logOut(c: Context<ShopEnv>) {
    this.#forget(c)
    setCookie(c, COOKIE, '', { path: '/', maxAge: 0 })
  }

  /** Has the next page tell the SDKs, and the person with `notice` if there is something to say. */
  announce(c: Context<ShopEnv>, event: ShopEvent, notice?: string) {
    const visit = this.#visitOf(c) ?? this.#begin(c, { announced: [] })
    visit.announced.push(event)
    visit.notice = notice ?? visit.notice
  }

  takeAnnounced(c: Context<ShopEnv>): { events: ShopEvent[]; notice?: string } {
    const visit = this.#visitOf(c)
    if (!visit) return { events: [] }
    const { announced: events, notice } = visit
    visit.announced = []
    visit.notice = undefined
    return { events, notice }
  }

  #begin(c: Context<ShopEnv>, visit: Visit): Visit {
    const token = randomBytes(24).toString('base64url')
    this.#visits.set(token, visit)
    setCookie(c, COOKIE, token, { path: '/', httpOnly: true, sameSite: 'Lax' })
    this.#begun.set(c, visit)
    return visit
  }

  #visitOf(c: Context<ShopEnv>): Visit | undefined {
    return this.#begun.get(c) ?? this.#visits.get(getCookie(c, COOKIE) ?? '')
  }

  #forget(c: Context<ShopEnv>) {
    this.#visits.delete(getCookie(c, COOKIE) ?? '')
  }
}
