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
import { readLogSearch } from './sessions/search.ts'
import { Broken } from './shell/broken.tsx'
import { NotFound } from './shell/not-found.tsx'
import { Shell } from './shell/shell.tsx'

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

const root = createRootRoute({ component: Outlet, errorComponent: Broken, notFoundComponent: NotFound })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { link?: string; next?: string } => ({
    link: text(search.link),
    next: text(search.next),
  }),
  component: lazyRouteComponent(() => import('./sign-in/page.tsx'), 'SignInPage'),
})

/** Everything behind the sign-in, inside the frame. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ location }) => {
    const { signedIn } = await queryClient.ensureQueryData(sessionQuery)
    if (signedIn) return
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
  component: NewConversation,
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
  component: function BurstRoute() {
    const { id } = burst.useParams()
    return <BurstPage key={id} id={id} />
  },
})
const sessions = createRoute({
  getParentRoute: () => shell,
  path: '/sessions',
  validateSearch: readLogSearch,
  component: lazyRouteComponent(() => import('./sessions/page.tsx'), 'SessionsPage'),
})
const SessionPage = lazyRouteComponent(() => import('./sessions/session-page.tsx'), 'SessionPage')
const session = createRoute({
  getParentRoute: () => shell,
  path: '/sessions/$id',
  component: function SessionRoute() {
    const { id } = session.useParams()
    return <SessionPage key={id} id={id} />
  },
})

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    shell.addChildren([home, newConversation, conversation, burstList, burst, sessions, session]),
  ]),
  defaultPreload: 'intent',
  scrollRestoration: false,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
