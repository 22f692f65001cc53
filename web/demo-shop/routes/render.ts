import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { AssetAddresses } from '../assets.ts'
import { layout, type Page } from '../pages/layout.ts'
import type { ShopEnv, Visits } from '../visit.ts'

export type Render = (
  c: Context<ShopEnv>,
  page: Page,
  status?: ContentfulStatusCode,
) => Response | Promise<Response>

/** The vendors' SDKs know addresses of their own; the browser is told that none of them is to be reached. */
const CONTENT_SECURITY_POLICY =
  "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'"

export const renderer =
  (visits: Visits, assets: AssetAddresses): Render =>
  (c, page, status = 200) => {
    const announced = visits.takeAnnounced(c)
    const body = layout(page, { assets, path: c.req.path, account: c.var.account, ...announced })
    // A page from a cache would report somebody's sign-up a second time.
    c.header('cache-control', 'private, no-cache')
    c.header('content-security-policy', CONTENT_SECURITY_POLICY)
    return c.html(body, status)
  }
