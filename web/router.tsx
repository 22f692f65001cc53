import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { NewConversation } from './conversation/new.tsx'
import { Conversation } from './conversation/screen.tsx'
import { sessionQuery } from './queries.ts'
import { queryClient } from './query-client.ts'
import { session } from './session/ended.ts'
import { invitation } from './session/invitation.ts'
import { settleWorkspace } from './session/settle-workspace.ts'
import { readLogSearch } from './sessions/search.ts'
import { Broken } from './shell/broken.tsx'
import { NotFound } from './shell/not-found.tsx'
import { Shell } from './shell/shell.tsx'
import type { ArrivalSearch } from './sign-in/arrival.ts'
import { isFromMail } from './sign-in/from-mail.ts'
import { readTrendSearch } from './trends/search.ts'

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

const root = createRootRoute({ component: Outlet, errorComponent: Broken, notFoundComponent: NotFound })

/** Only addresses of this page: what follows a sign-in must not lead anywhere else. */
const own = (value: unknown) => (/^\/(?![\\/])/.test(String(value)) ? text(value) : undefined)
const arrival = (search: Record<string, unknown>): ArrivalSearch => ({
  link: text(search.link),
  next: own(search.next),
  code: text(search.code),
  error_description: text(search.error_description),
})
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: arrival,
  component: lazyRouteComponent(() => import('./sign-in/page.tsx'), 'SignInPage'),
})
const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  validateSearch: (search): { next?: string } => ({ next: own(search.next) }),
  component: lazyRouteComponent(() => import('./sign-in/sign-up.tsx'), 'SignUpPage'),
})
const forgot = createRoute({
  getParentRoute: () => root,
  path: '/forgot',
  component: lazyRouteComponent(() => import('./sign-in/forgot.tsx'), 'ForgotPage'),
})
const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  validateSearch: arrival,
  component: lazyRouteComponent(() => import('./sign-in/reset.tsx'), 'ResetPage'),
})

const invite = createRoute({
  getParentRoute: () => root,
  path: '/invite',
  validateSearch: (search): { token?: string } => ({ token: text(search.token) }),
  beforeLoad: ({ search, location: { hash } }) => {
    const mailed = isFromMail(hash)
    const token = search.token ?? (mailed ? '' : hash)
    if (token) invitation.keep(token)
    // A mailed link signs in too; in either case the token goes out of the address.
    if (mailed) throw redirect({ to: '/sign-in', search: { next: '/invite' }, hash, replace: true })
    if (token) throw redirect({ to: '/invite', search: {}, hash: '', replace: true })
    return { token: invitation.token() }
  },
  component: lazyRouteComponent(() => import('./sign-in/invitation.tsx'), 'InvitationPage'),
})

/** Everything behind the sign-in, inside the frame. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ location }) => {
    // The link of a mail, where Supabase knows no better page to lead to.
    const { hash } = location
    if (isFromMail(hash)) throw redirect({ to: hash.includes('type=recovery') ? '/reset' : '/sign-in', hash })
    const { signedIn } = await queryClient.ensureQueryData(sessionQuery)
    if (signedIn || (await session.renew())) return void (await settleWorkspace())
    const next = location.href === '/' ? undefined : location.href
    throw redirect({ to: '/sign-in', search: { next } })
  },
  component: Shell,
})

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/c/new', replace: true })
  },
})
const newConversation = createRoute({
  getParentRoute: () => shell,
  path: '/c/new',
  validateSearch: (search): { say?: string } => ({ say: text(search.say) }),
  component: function NewConversationRoute() {
    return <NewConversation say={newConversation.useSearch().say} />
  },
})
const conversation = createRoute({
  getParentRoute: () => shell,
  path: '/c/$id',
  component: function ConversationRoute() {
    const { id } = conversation.useParams()
    return <Conversation key={id} id={id} />
  },
})

const burstList = createRoute({
  getParentRoute: () => shell,
  path: '/bursts',
  component: lazyRouteComponent(() => import('./bursts/list.tsx'), 'BurstList'),
})
const BurstPage = lazyRouteComponent(() => import('./bursts/page.tsx'), 'BurstPage')
const burst = createRoute({
  getParentRoute: () => shell,
  path: '/bursts/$id',
  validateSearch: ({ tab }): { tab?: 'report' } => ({ tab: tab === 'report' ? tab : undefined }),
  component: function BurstRoute() {
    const { id } = burst.useParams()
    const { tab } = burst.useSearch()
    return <BurstPage key={id} id={id} tab={tab} />
  },
})
const sessions = createRoute({
  getParentRoute: () => shell,
  path: '/sessions',
  validateSearch: readLogSearch,
  component: lazyRouteComponent(() => import('./sessions/page.tsx'), 'SessionsPage'),
})
const SessionPage = lazyRouteComponent(() => import('./sessions/session-page.tsx'), 'SessionPage')
const sessionDetail = createRoute({
  getParentRoute: () => shell,
  path: '/sessions/$id',
  component: function SessionRoute() {
    const { id } = sessionDetail.useParams()
    return <SessionPage key={id} id={id} />
  },
})

const team = createRoute({
  getParentRoute: () => shell,
  path: '/team',
  component: lazyRouteComponent(() => import('./team/page.tsx'), 'TeamPage'),
})
const targetList = createRoute({
  getParentRoute: () => shell,
  path: '/settings/targets',
  component: lazyRouteComponent(() => import('./targets/list.tsx'), 'TargetList'),
})
const TargetPage = lazyRouteComponent(() => import('./targets/page.tsx'), 'TargetPage')
const target = createRoute({
  getParentRoute: () => shell,
  path: '/settings/targets/$id',
  component: function TargetRoute() {
    const { id } = target.useParams()
    return <TargetPage key={id} id={id} />
  },
})
const keys = createRoute({
  getParentRoute: () => shell,
  path: '/settings/keys',
  component: lazyRouteComponent(() => import('./keys/page.tsx'), 'KeysPage'),
})
const workspaceSettings = createRoute({
  getParentRoute: () => shell,
  path: '/settings/workspace',
  component: lazyRouteComponent(() => import('./workspace/page.tsx'), 'WorkspacePage'),
})

const trends = createRoute({
  getParentRoute: () => shell,
  path: '/trends',
  validateSearch: readTrendSearch,
  component: lazyRouteComponent(() => import('./trends/page.tsx'), 'TrendsPage'),
})

const profile = createRoute({
  getParentRoute: () => shell,
  path: '/profile',
  component: lazyRouteComponent(() => import('./profile/page.tsx'), 'ProfilePage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    signUp,
    forgot,
    reset,
    invite,
    shell.addChildren([
      home,
      newConversation,
      conversation,
      burstList,
      burst,
      sessions,
      sessionDetail,
      team,
      targetList,
      target,
      keys,
      workspaceSettings,
      trends,
      profile,
    ]),
  ]),
  defaultPreload: 'intent',
  scrollRestoration: false,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
