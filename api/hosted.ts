import type { LanguageModelV4 } from '@ai-sdk/provider'
import { createReplies } from '../agent/chat/replies.ts'
import type { MailInvite } from '../agent/invites/invite.ts'
import { selectChatModel } from '../agent/model/select-chat.ts'
import { FEWEST } from '../agent/planner/lent-places.ts'
import { bucketStorage } from '../agent/storage/bucket.ts'
import { connectHyperdrive } from '../db/connect-hyperdrive.ts'
import { createSealer, type Sealer } from '../db/sealing.ts'
import { noCache } from './brief-cache.ts'
import { addressOnWorkers } from './client-address.ts'
import type { Deps } from './deps.ts'
import { deriveSecret } from './derive-secret.ts'
import { ConfigError, readConfig } from './env.ts'
import { limits } from './limits.ts'
import { logError } from './log-error.ts'
import { mailBySupabase } from './mail-invite.ts'
import { pollingFeed } from './polling-feed.ts'
import { type VerifyToken, verifyWithSupabase } from './verify-token.ts'

/** A Worker's environment: these bindings of wrangler.toml, and the variables that api/env.ts knows. */
export interface Bindings extends Record<string, unknown> {
  HYPERDRIVE?: { connectionString: string }
  ASSETS?: { fetch(request: Request): Promise<Response> }
}
export interface Hosted {
  deps: Deps
  close(): Promise<void>
}

/** What the requests of an isolate share: nothing in it holds a connection. */
interface Shared {
  connectionString: string
  model: LanguageModelV4
  approvalSecret: string
  publicUrl?: string
  sealer: Sealer
  verifyToken: VerifyToken
  authClient: Deps['authClient']
  mailInvite: MailInvite
  lent: Deps['lent']
  storage: Deps['storage']
}
const known = new WeakMap<Bindings, Shared>()

/** The parts of one request on a Worker, where every part but the code is somewhere else. Throws ConfigError. */
export async function openHosted(
  bindings: Bindings,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<Hosted> {
  let shared = known.get(bindings)
  if (!shared) {
    shared = await share(bindings)
    known.set(bindings, shared)
  }
  const { connectionString, model, approvalSecret, ...parts } = shared
  const database = connectHyperdrive(connectionString)
  return {
    deps: {
      ...parts,
      db: database.db,
      feed: pollingFeed,
      replies: createReplies({
        db: database.db,
        feed: pollingFeed,
        model,
        approvalSecret,
        mailInvite: parts.mailInvite,
        lent: parts.lent,
        now: () => new Date(),
        onError: (error) => logError(error, 'chat turn'),
        waitUntil,
      }),
      known: noCache,
      limits: limits({ generous: false }),
      clientAddress: addressOnWorkers,
      now: () => new Date(),
      onError: logError,
    },
    close: database.close,
  }
}

async function share(bindings: Bindings): Promise<Shared> {
  const config = readConfig(bindings)
  const { openai, supabaseUrl, supabaseKey, appSecrets, bucket, publicUrl } = config
  const { connectionString } = bindings.HYPERDRIVE ?? {}
  const secret = appSecrets?.[0]
  if (!supabaseUrl || !supabaseKey || !appSecrets || !secret || !connectionString) {
    const missing = [
      !connectionString && 'HYPERDRIVE: expected a Hyperdrive binding to the database',
      !(supabaseUrl && supabaseKey) && 'SUPABASE_URL: expected the address of the Supabase project',
      !secret && 'APP_SECRETS: expected the secrets that the Node instances have',
    ]
    throw new ConfigError(missing.filter(Boolean).join('\n'))
  }
  return {
    connectionString,
    publicUrl,
    model: selectChatModel(openai),
    approvalSecret: await deriveSecret(secret, 'tool approvals'),
    sealer: await createSealer(appSecrets),
    verifyToken: verifyWithSupabase(supabaseUrl),
    authClient: () => ({ url: supabaseUrl, key: supabaseKey, mail: 'sent' }),
    mailInvite: mailBySupabase({ url: supabaseUrl, key: supabaseKey }, logError),
    // What is here only for the preview; the runners ask Browserbase.
    lent: config.browserbase && FEWEST,
    // Without a bucket the pictures are in a runner's folder, which can't be seen from here.
    storage: bucket ? bucketStorage(bucket) : { get: async () => undefined },
  }
}
