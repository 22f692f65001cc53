import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { AppError } from '../../db/errors.ts'
import {
  closeSignIn,
  closeSignIns,
  type Entrant,
  lifetime,
  openSignIn,
  renewSignIn,
  slideSignIn,
} from '../../db/sign-ins.ts'
import { byAccessToken, COOKIE, enter, requireOwnOrigin, signedIn } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { valid } from '../validate.ts'
import { answers, problems } from './answers.ts'

const State = z.object({
  signedIn: z.boolean(),
  auth: z
    .object({
      url: z.url(),
      key: z.string(),
      mail: z
        .enum(['sent', 'terminal'])
        .describe('where codes and links go: to the person, or to the server'),
    })
    .describe('for supabase-js'),
})
const Proof = z.union([
  z.strictObject({ accessToken: z.string().min(1).max(10_000).describe('of Supabase Auth') }),
  z.strictObject({ link: z.string().min(1).max(200).describe('the one-time token that npm start printed') }),
])
const Scope = z.object({
  scope: z
    .enum(['local', 'others', 'global'])
    .default('local')
    .describe('this browser, all but this one, or every one; the last two end access tokens too'),
})
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
      async (c) => {
        const token = getCookie(c, COOKIE)
        if (token && (await slideSignIn(deps.db, token))) setSession(c, token, {})
        return c.json({
          signedIn: (await signedIn(deps, c)) !== undefined,
          auth: deps.authClient(c.req.url),
        })
      },
    )
    .post(
      '/',
      describeRoute({
        tags,
        security: [],
        summary: 'Sign this browser in, or keep it signed in with a newer token',
        responses: { 204: { description: 'signed in' }, ...problems(400, 401, 403, 503) },
      }),
      valid('json', Proof),
      async (c) => {
        requireOwnOrigin(c)
        const proof = c.req.valid('json')
        const person =
          'link' in proof ? claimLink(deps, proof.link) : await byAccessToken(deps, proof.accessToken)
        if (!person)
          throw new AppError(
            'unauthenticated',
            'This link or token is not valid (any more). npm start prints a new link.',
            'link' in proof ? 'link' : 'accessToken',
          )
        await enter(deps, person)
        const known = getCookie(c, COOKIE)
        const renewed = known !== undefined && (await renewSignIn(deps.db, known, person))
        if (known && !renewed) await closeSignIn(deps.db, known)
        setSession(c, renewed ? known : await openSignIn(deps.db, person), person)
        return c.body(null, 204)
      },
    )
    .delete(
      '/',
      describeRoute({
        tags,
        security: [],
        summary: 'Sign this browser out, or others of the person',
        responses: { 204: { description: 'signed out' }, ...problems(400, 403) },
      }),
      valid('query', Scope),
      async (c) => {
        requireOwnOrigin(c)
        const { scope } = c.req.valid('query')
        const token = getCookie(c, COOKIE)
        const person = await signedIn(deps, c)
        if (token && person && scope === 'others') await closeSignIns(deps.db, { ...person, keep: token })
        if (scope === 'others') return c.body(null, 204)
        if (person && scope === 'global') await closeSignIns(deps.db, person)
        else if (token) await closeSignIn(deps.db, token)
        deleteCookie(c, COOKIE, { path: '/' })
        return c.body(null, 204)
      },
    )

function setSession(c: Context, token: string, person: Partial<Entrant>) {
  setCookie(c, COOKIE, token, {
    httpOnly: true,
    sameSite: 'Lax',
    secure: !LOOPBACK.test(new URL(c.req.url).hostname),
    path: '/',
    maxAge: lifetime(person),
  })
}

const claimLink = ({ local }: Deps, link: string) =>
  local?.claimLink(link) ? { userId: local.userId } : undefined
