import { Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { AppError } from '../../db/errors.ts'
import { closeSignIn, openSignIn, SIGN_IN_DAYS } from '../../db/sign-ins.ts'
import { COOKIE, enter, requireOwnOrigin, signedIn } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { valid } from '../validate.ts'
import { answers, problems } from './answers.ts'

const State = z.object({
  signedIn: z.boolean(),
  auth: z.object({ url: z.url(), key: z.string() }).describe('for supabase-js'),
})
const Proof = z.union([
  z.strictObject({ accessToken: z.string().min(1).max(10_000).describe('of Supabase Auth') }),
  z.strictObject({ link: z.string().min(1).max(200).describe('the one-time token that npm start printed') }),
])
const tags = ['session']
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/

/** The page's sign-in: a cookie, because streams, images and downloads can send no header. */
export const sessionRoutes = (deps: Deps) =>
  new Hono()
    .get(
      '/',
      describeRoute({
        tags,
        security: [],
        summary: 'Is this browser signed in, and where to sign in',
        responses: answers('the state', State),
      }),
      async (c) =>
        c.json({ signedIn: (await signedIn(deps, c)) !== undefined, auth: deps.authClient(c.req.url) }),
    )
    .post(
      '/',
      describeRoute({
        tags,
        security: [],
        summary: 'Sign this browser in',
        responses: { 204: { description: 'signed in' }, ...problems(400, 401, 403) },
      }),
      valid('json', Proof),
      async (c) => {
        requireOwnOrigin(c)
        const proof = c.req.valid('json')
        const person =
          'link' in proof ? claimLink(deps, proof.link) : await deps.verifyToken(proof.accessToken)
        if (!person)
          throw new AppError(
            'unauthenticated',
            'This link or token is not valid (any more). npm start prints a new link.',
            'link' in proof ? 'link' : 'accessToken',
          )
        await enter(deps, person)
        setCookie(c, COOKIE, await openSignIn(deps.db, person), {
          httpOnly: true,
          sameSite: 'Lax',
          secure: !LOOPBACK.test(new URL(c.req.url).hostname),
          path: '/',
          maxAge: SIGN_IN_DAYS * 86_400,
        })
        return c.body(null, 204)
      },
    )
    .delete(
      '/',
      describeRoute({
        tags,
        security: [],
        summary: 'Sign this browser out',
        responses: { 204: { description: 'signed out' } },
      }),
      async (c) => {
        requireOwnOrigin(c)
        const token = getCookie(c, COOKIE)
        if (token) await closeSignIn(deps.db, token)
        deleteCookie(c, COOKIE, { path: '/' })
        return c.body(null, 204)
      },
    )

const claimLink = ({ local }: Deps, link: string) =>
  local?.claimLink(link) ? { userId: local.userId } : undefined
