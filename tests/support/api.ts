import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { createReplies } from '../../agent/chat/replies.ts'
import { offlineChatModel } from '../../agent/model/offline/chat/model.ts'
import { folderStorage } from '../../agent/storage/folder.ts'
import { createApp } from '../../api/app.ts'
import { addressOnNode } from '../../api/client-address.ts'
import type { Deps } from '../../api/deps.ts'
import { createEmbeddedAuth } from '../../api/embedded-auth.ts'
import { type Limits, limits } from '../../api/limits.ts'
import { verifyWithSecret } from '../../api/verify-token.ts'
import type { Database } from '../../db/client.ts'
import { createFeed } from '../../db/feed.ts'
import { createSealer } from '../../db/sealing.ts'
import { keepDemoShop } from '../../db/targets.ts'
import { freshFolder } from './folder.ts'

export const JWT_SECRET = createHmac('sha256', 'test').update('access tokens').digest('hex')
const URL_BASE = 'http://localhost:8787'

/** The API in this process on a database, with the real embedded sign-in; `fetch` answers as the server would. */
export async function apiOn(
  database: Database,
  local?: { userId: string },
  model = offlineChatModel(),
  options: { limits?: Partial<Limits> } = {},
) {
  const folder = await freshFolder()
  const mails: string[] = []
  const auth = await createEmbeddedAuth({
    file: join(folder, 'auth.sqlite'),
    url: URL_BASE,
    secret: JWT_SECRET,
    onMail: (text) => mails.push(text),
  })
  const feed = await createFeed(database)
  const errors: unknown[] = []
  const now = () => new Date()
  const onError = (error: unknown) => errors.push(error)
  const approvalSecret = 'a secret of the test'
  const replies = createReplies({ db: database.db, feed, model, approvalSecret, now, onError })
  const deps: Deps = {
    db: database.db,
    feed,
    replies,
    storage: folderStorage(folder),
    verifyToken: verifyWithSecret(JWT_SECRET),
    local: local && { token: 'local-token', userId: local.userId, claimLink: (link) => link === 'the-link' },
    publicUrl: URL_BASE,
    authClient: () => ({ url: URL_BASE, key: 'embedded', mail: 'terminal' }),
    onNewWorkspace: (workspaceId) =>
      keepDemoShop(database.db, { workspaceId, origin: 'http://localhost:8788' }),
    auth: auth.fetch,
    sealer: await createSealer(['a secret of the test']),
    limits: { ...limits({ generous: true }), ...options.limits },
    // Tests say whose address they stand for.
    clientAddress: addressOnNode({ behindProxy: true }),
    now,
    onError,
  }
  const app = createApp(deps)
  const answer = async (request: Request) => app.fetch(request)
  const call = async (
    path: string,
    options: { body?: unknown; method?: string; token?: string; headers?: Record<string, string> } = {},
  ) => {
    const response = await answer(
      new Request(`${URL_BASE}${path}`, {
        method: options.method ?? (options.body === undefined ? 'GET' : 'POST'),
        headers: {
          authorization: `Bearer ${options.token ?? 'local-token'}`,
          'content-type': 'application/json',
          ...options.headers,
        },
        body: typeof options.body === 'string' ? options.body : JSON.stringify(options.body),
      }),
    )
    const text = await response.text()
    const json = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined
    const { headers, status } = response
    return { status, type: headers.get('content-type'), headers, text, json }
  }
  return {
    call,
    deps,
    errors,
    /** What the embedded sign-in would have sent. */
    mails,
    url: URL_BASE,
    /** For clients that bring their own requests, such as supabase-js. */
    fetch: (input: RequestInfo | URL, init?: RequestInit) => answer(new Request(input, init)),
    async close() {
      await replies.close()
      await feed.close()
      await auth.close()
    },
  }
}
