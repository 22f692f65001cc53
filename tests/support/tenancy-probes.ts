import type { Everything } from './everything.ts'

/** How a route is asked about another workspace. */
interface Probe {
  /** What the path's {id} names. */
  id?: keyof Everything
  /** What the path's {entry} names. */
  entry?: keyof Everything
  /** What the path's {visitor} names. */
  visitor?: keyof Everything
  body?: (theirs: Everything) => unknown
  /** Ids that the query names. */
  query?: (theirs: Everything) => string
  /** Nothing of a workspace can be named: its answer must hold no id of another. */
  bare?: true
  /** Takes a person, in whichever workspace. */
  personal?: true
}

const say = { role: 'user', parts: [{ type: 'text', text: 'help' }] }

/** How each route is asked about another workspace. A route without a rule here fails the first test of tenancy-routes. */
export const PROBES: Record<string, Probe> = {
  'get /api/session': { bare: true, personal: true },
  'post /api/session': { bare: true, personal: true },
  'delete /api/session': { bare: true, personal: true },
  'get /api/me': { bare: true },
  'patch /api/me': { bare: true, personal: true, body: () => ({ name: 'Me' }) },
  'get /api/workspaces': { bare: true, personal: true },
  'post /api/workspaces': { bare: true, personal: true, body: () => ({ name: 'Second' }) },
  'get /api/workspaces/{id}': { id: 'workspace' },
  'patch /api/workspaces/{id}': { id: 'workspace', body: () => ({ name: 'Stolen' }) },
  'delete /api/workspaces/{id}': { id: 'workspace' },
  'post /api/workspaces/{id}/restore': { id: 'workspace', personal: true },
  'post /api/workspaces/{id}/transfer': {
    id: 'workspace',
    body: (theirs) => ({ userId: theirs.member }),
  },
  'get /api/members': { bare: true },
  'patch /api/members/{id}': { id: 'member', body: () => ({ role: 'member' }) },
  'delete /api/members/{id}': { id: 'member' },
  'get /api/invites': { bare: true },
  'post /api/invites': { bare: true, body: () => ({ email: 'zoe@example.com', role: 'member' }) },
  'post /api/invites/accept': { personal: true, body: () => ({ token: 'x' }) },
  'post /api/invites/look': { personal: true, body: () => ({ token: 'x' }) },
  'delete /api/invites/{id}': { id: 'invite' },
  'get /api/keys': { bare: true },
  'post /api/keys': { bare: true, body: () => ({ name: 'mine', scopes: ['read'] }) },
  'delete /api/keys/{id}': { id: 'key' },
  'get /api/audit': { bare: true },
  'post /api/chat': { body: (theirs) => ({ id: theirs.conversation, message: say }) },
  'get /api/chat/{id}/stream': { id: 'conversation' },
  'post /api/chat/{id}/stop': { id: 'conversation' },
  'get /api/conversations': { bare: true },
  'post /api/conversations': { bare: true, body: () => ({ title: 'mine' }) },
  'get /api/conversations/{id}': { id: 'conversation' },
  'get /api/conversations/{id}/messages': { id: 'conversation' },
  'patch /api/conversations/{id}': { id: 'conversation', body: () => ({ title: 'stolen' }) },
  'delete /api/conversations/{id}': { id: 'conversation' },
  'get /api/targets': { bare: true },
  'post /api/targets': { bare: true, body: () => ({ url: 'https://mine.example' }) },
  'get /api/targets/{id}': { id: 'target' },
  'patch /api/targets/{id}': { id: 'target', body: () => ({ name: 'stolen' }) },
  'delete /api/targets/{id}': { id: 'target' },
  'post /api/targets/{id}/verify': { id: 'target', body: () => ({}) },
  'get /api/targets/{id}/secrets': { id: 'target' },
  'put /api/targets/{id}/secrets': { id: 'target', body: () => ({ name: 'x', value: 'x' }) },
  'delete /api/targets/{id}/secrets/{name}': { id: 'target' },
  'get /api/targets/{id}/doctor': { id: 'target' },
  'post /api/targets/{id}/doctor': { id: 'target', body: () => ({}) },
  'patch /api/targets/{id}/doctor': { id: 'target', body: () => ({ hosts: { 'cdn.example:443': true } }) },
  'get /api/targets/{id}/memory': { id: 'target' },
  'delete /api/targets/{id}/memory': { id: 'target' },
  'get /api/targets/{id}/memory/{entry}': { id: 'target', entry: 'memory' },
  'delete /api/targets/{id}/memory/{entry}': { id: 'target', entry: 'memory' },
  'get /api/targets/{id}/visitors': { id: 'target' },
  'delete /api/targets/{id}/visitors': { id: 'target' },
  'delete /api/targets/{id}/visitors/{visitor}': { id: 'target', visitor: 'visitor' },
  'get /api/bursts': { bare: true },
  'post /api/bursts': {
    bare: true,
    body: () => ({ sessions: 1, target: 'demo shop', journey: ['open the pricing page'] }),
  },
  'get /api/bursts/{id}': { id: 'burst' },
  'delete /api/bursts/{id}': { id: 'burst' },
  'post /api/bursts/{id}/cancel': { id: 'burst', body: () => ({}) },
  'get /api/bursts/{id}/events': { id: 'burst' },
  'get /api/bursts/{id}/receipt': { id: 'burst' },
  'get /api/bursts/{id}/report': { id: 'burst' },
  'get /api/targets/{id}/report': { id: 'target' },
  'get /api/sessions': { query: (theirs) => `burst=${theirs.burst}` },
  'get /api/sessions/trends': {
    query: (theirs) => `metric=sessions&bucket=day&burst=${theirs.burst}`,
  },
  'get /api/sessions/funnel': { query: (theirs) => `burst=${theirs.burst}` },
  'get /api/sessions/heatmap': { query: (theirs) => `burst=${theirs.burst}` },
  'get /api/sessions/lengths': { query: (theirs) => `burst=${theirs.burst}` },
  'get /api/sessions/{id}': { id: 'session' },
  'get /api/sessions/{id}/screenshot': { id: 'session' },
  'get /api/sessions/{id}/attempts/{attempt}/steps/{step}/screenshot': { id: 'session' },
  'get /api/sessions/export': { query: (theirs) => `format=csv&burst=${theirs.burst}` },
  'get /api/exports': { bare: true },
  'post /api/exports': { body: (theirs) => ({ format: 'csv', filters: { burst: theirs.burst } }) },
  'get /api/exports/{id}': { id: 'export' },
  'get /api/exports/{id}/file': { id: 'export', personal: true },
  'delete /api/exports/{id}': { id: 'export' },
  'get /api/views': { bare: true },
  'post /api/views': { bare: true, body: () => ({ name: 'mine' }) },
  'patch /api/views/{id}': { id: 'view', body: () => ({ name: 'stolen' }) },
  'delete /api/views/{id}': { id: 'view' },
  'get /api/events': { query: (theirs) => `topics=burst:${theirs.burst}` },
}
