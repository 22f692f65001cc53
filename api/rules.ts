import type { Context } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Permission } from '../db/permissions.ts'

/**
 * What each route under /api asks for: a permission of db/permissions.ts in the request's workspace, to be signed in
 * by any means (`anyone`), or in person (`person`). A route that is not listed answers nobody.
 */
const RULES: Record<string, Permission | 'anyone' | 'person'> = {
  'GET /api/me': 'look',
  'PATCH /api/me': 'person',
  'GET /api/workspaces': 'anyone',
  'POST /api/workspaces': 'person',
  'GET /api/workspaces/:id': 'look',
  'PATCH /api/workspaces/:id': 'changeWorkspace',
  'DELETE /api/workspaces/:id': 'ownWorkspace',
  'POST /api/workspaces/:id/transfer': 'ownWorkspace',
  'POST /api/workspaces/:id/restore': 'person',
  'GET /api/members': 'manageMembers',
  'PATCH /api/members/:id': 'manageMembers',
  // Its verb tells leaving, which everybody may, from removing somebody.
  'DELETE /api/members/:id': 'look',
  'GET /api/invites': 'manageMembers',
  'POST /api/invites': 'manageMembers',
  'DELETE /api/invites/:id': 'manageMembers',
  'POST /api/invites/accept': 'person',
  'GET /api/keys': 'manageKeys',
  'POST /api/keys': 'makeKeys',
  'DELETE /api/keys/:id': 'manageKeys',
  'GET /api/audit': 'readAudit',
  'POST /api/chat': 'talk',
  'GET /api/chat/:id/stream': 'look',
  'POST /api/chat/:id/stop': 'talk',
  'GET /api/conversations': 'look',
  'POST /api/conversations': 'talk',
  'GET /api/conversations/:id': 'look',
  'GET /api/conversations/:id/messages': 'look',
  'PATCH /api/conversations/:id': 'talk',
  'DELETE /api/conversations/:id': 'talk',
  'GET /api/targets': 'look',
  'POST /api/targets': 'manageTargets',
  'GET /api/targets/:id': 'look',
  'PATCH /api/targets/:id': 'manageTargets',
  'DELETE /api/targets/:id': 'manageTargets',
  'POST /api/targets/:id/verify': 'manageTargets',
  'GET /api/targets/:id/secrets': 'manageTargets',
  'PUT /api/targets/:id/secrets': 'manageTargets',
  'DELETE /api/targets/:id/secrets/:name': 'manageTargets',
  'GET /api/targets/:id/doctor': 'look',
  'POST /api/targets/:id/doctor': 'runBursts',
  'PATCH /api/targets/:id/doctor': 'manageTargets',
  'GET /api/targets/:id/memory': 'look',
  'DELETE /api/targets/:id/memory': 'manageTargets',
  'GET /api/targets/:id/memory/:entry': 'look',
  'DELETE /api/targets/:id/memory/:entry': 'manageTargets',
  'GET /api/targets/:id/visitors': 'look',
  'DELETE /api/targets/:id/visitors': 'manageTargets',
  'DELETE /api/targets/:id/visitors/:visitor': 'manageTargets',
  'GET /api/bursts': 'look',
  'POST /api/bursts': 'runBursts',
  'GET /api/bursts/:id': 'look',
  'DELETE /api/bursts/:id': 'eraseBursts',
  'POST /api/bursts/:id/cancel': 'runBursts',
  'GET /api/bursts/:id/events': 'look',
  'GET /api/bursts/:id/receipt': 'look',
  'GET /api/bursts/:id/report': 'look',
  'GET /api/targets/:id/report': 'look',
  'GET /api/sessions': 'look',
  'GET /api/sessions/trends': 'look',
  'GET /api/sessions/funnel': 'look',
  'GET /api/sessions/heatmap': 'look',
  'GET /api/sessions/lengths': 'look',
  'GET /api/sessions/export': 'look',
  'GET /api/sessions/:id': 'look',
  'GET /api/sessions/:id/screenshot': 'look',
  'GET /api/sessions/:id/attempts/:attempt/steps/:step/screenshot': 'look',
  'GET /api/exports': 'look',
  'POST /api/exports': 'keepViews',
  'GET /api/exports/:id': 'look',
  'DELETE /api/exports/:id': 'keepViews',
  'GET /api/views': 'look',
  'POST /api/views': 'keepViews',
  'PATCH /api/views/:id': 'keepViews',
  'DELETE /api/views/:id': 'keepViews',
  'GET /api/events': 'look',
}

/** The rule of the route that a request is for; undefined when it is for none. */
export function ruleOf(c: Context) {
  // The page answers every address that is no route of the API, with a route of its own.
  const route = matchedRoutes(c).findLast(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
  if (!route) return undefined
  const rule = RULES[`${route.method} ${route.path}`]
  if (!rule) throw new Error(`api/rules.ts has no rule for ${route.method} ${route.path}.`)
  return rule
}
