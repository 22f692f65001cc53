import type { Replies } from '../agent/chat/replies.ts'
import type { MailInvite } from '../agent/invites/invite.ts'
import type { Places } from '../agent/planner/lent-places.ts'
import type { Storage } from '../agent/storage/port.ts'
import type { Db } from '../db/client.ts'
import type { Feed } from '../db/feed.ts'
import type { Sealer } from '../db/sealing.ts'
import type { BriefCache } from './brief-cache.ts'
import type { ClientAddress } from './client-address.ts'
import type { Limits } from './limits.ts'
import type { VerifyToken } from './verify-token.ts'

/** Everything a route may use. Built by embedded.ts; building the app opens nothing. */
export interface Deps {
  db: Db
  feed: Feed
  replies: Replies
  storage: Pick<Storage, 'get'>
  verifyToken: VerifyToken
  /** What the door has learnt in the last seconds. */
  known: BriefCache
  /** Where people open the product; without it, wherever the request came to. */
  publicUrl?: string
  /** Where the page signs in with supabase-js, seen from the given request. */
  authClient(requestUrl: string): { url: string; key: string; mail: 'sent' | 'terminal' }
  /** Absent where nothing sends mail. */
  mailInvite?: MailInvite
  /** Where Browserbase lends the browsers: how many, how fast. */
  lent?: Places
  /** Embedded only: the token file's content, who the terminal is, and the one-time link of this start. */
  local?: { token: string; userId: string; claimLink(link: string): boolean }
  /** Embedded only: gives a new workspace its demo shop. */
  onNewWorkspace?(workspaceId: string): Promise<void>
  /** Embedded only: answers /auth/v1. */
  auth?(request: Request): Promise<Response>
  sealer: Sealer
  limits: Limits
  clientAddress: ClientAddress
  /** The parts besides the database that /readyz tells of, each with its state. */
  parts?(): Record<string, string>
  now(): Date
  onError(error: unknown, what: string): void
}
