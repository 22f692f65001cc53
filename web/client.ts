import { hc, type InferRequestType, type InferResponseType } from 'hono/client'
import type { createApp } from '../api/app.ts'
import { Problem, problemOf } from './problem.ts'
import { session } from './session/ended.ts'
import { workspace } from './session/workspace.ts'

/** fetch with the cookie and this tab's workspace, for JSON routes: what is not a success is thrown as a Problem. */
export async function call(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await send(input, init)
  if (response.ok) return response
  const problem = await problemOf(response)
  if (problem.status === 404 && problem.field === 'workspace') workspace.refused()
  if (problem.status !== 401) throw problem
  if (problem.field !== 'authorization' || !(await session.renew())) {
    session.end()
    throw problem
  }
  // Nothing was done yet: with the renewed cookie the same request is as good as new.
  const again = await send(input, init)
  if (!again.ok) throw await problemOf(again)
  return again
}

function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined))
  const id = workspace.id()
  if (id) headers.set('x-workspace', id)
  return fetch(input, { ...init, headers, credentials: 'same-origin' }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Problem({
      status: 0,
      code: 'offline',
      detail: 'The server does not answer. Check the connection.',
    })
  })
}

/** Every route of the API, typed by the API itself. */
export const api = hc<ReturnType<typeof createApp>>(location.origin, { fetch: call }).api

type Ok<T> = InferResponseType<T, 200>
export type Conversation = Ok<typeof api.conversations.$get>['items'][number]
export type Target = Ok<typeof api.targets.$get>['items'][number]
export type Burst = Ok<(typeof api.bursts)[':id']['$get']>
export type BurstReceipt = Ok<(typeof api.bursts)[':id']['receipt']['$get']>
export type LearntStepRow = Ok<(typeof api.targets)[':id']['memory']['$get']>['items'][number]
export type TargetDetail = Ok<(typeof api.targets)[':id']['$get']>
export type TargetVisitor = Ok<(typeof api.targets)[':id']['visitors']['$get']>['items'][number]
export type TargetDoctor = Ok<(typeof api.targets)[':id']['doctor']['$get']>
export type Member = Ok<typeof api.members.$get>['items'][number]
export type Invite = Ok<typeof api.invites.$get>['items'][number]
export type ApiKey = Ok<typeof api.keys.$get>['items'][number]
export type AuditEntry = Ok<typeof api.audit.$get>['items'][number]
export type Workspace = Ok<typeof api.workspaces.$get>['items'][number]
export type LogPage = Ok<typeof api.sessions.$get>
export type BurstRequest = InferRequestType<typeof api.bursts.$post>['json']
export type LogQuery = InferRequestType<typeof api.sessions.$get>['query']
export type SessionDetail = Ok<(typeof api.sessions)[':id']['$get']>
export type View = Ok<typeof api.views.$get>['items'][number]
export type Export = Ok<(typeof api.exports)[':id']['$get']>
export type Trend = Ok<typeof api.sessions.trends.$get>
export type BurstReport = Ok<(typeof api.bursts)[':id']['report']['$get']>
export type BurstPlan = Extract<Ok<typeof api.bursts.$post>, { plan: unknown }>['plan']

type BodyOf<R> = R extends { json(): Promise<infer Body> } ? Body : never

/** Reads an answer that has been checked by `call` already. */
export async function json<R extends { json(): Promise<unknown> }>(answer: Promise<R>): Promise<BodyOf<R>> {
  return (await (await answer).json()) as BodyOf<R>
}
