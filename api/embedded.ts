import { join } from 'node:path'
import { RUN_DIRS, sweepRunDirs } from '../agent/browser/local/run-dir.ts'
import { createReplies } from '../agent/chat/replies.ts'
import { selectModels } from '../agent/model/select.ts'
import { createOutbound } from '../agent/outbound/client.ts'
import { type Reach, systemNames } from '../agent/outbound/pins.ts'
import { type Prover, startProver } from '../agent/prover/prover.ts'
import { type Exporter, startExporter } from '../agent/runner/exporter.ts'
import { type Runner, startRunner } from '../agent/runner/runner.ts'
import { type Schedules, startSchedules } from '../agent/runner/schedules.ts'
import { bucketStorage, faultOfBucket } from '../agent/storage/bucket.ts'
import { dropParts, folderStorage } from '../agent/storage/folder.ts'
import type { Storage } from '../agent/storage/port.ts'
import { releaseLeases } from '../db/claims.ts'
import type { Database, Db } from '../db/client.ts'
import { connectPglite } from '../db/connect-pglite.ts'
import { connectPostgres } from '../db/connect-postgres.ts'
import { releaseExports } from '../db/export-jobs.ts'
import { createFeed } from '../db/feed.ts'
import { freeHeldKeys } from '../db/idempotency.ts'
import { listWorkspaceIds, signIn } from '../db/people.ts'
import { startQueue } from '../db/queue.ts'
import { createSealer, SealError, type Sealer } from '../db/sealing.ts'
import { resealTargetSecrets } from '../db/target-secrets.ts'
import { keepDemoShop } from '../db/targets.ts'
import { resealVisitors } from '../db/visitor-reseal.ts'
import { createBriefCache } from './brief-cache.ts'
import { selectBrowsers } from './browsers.ts'
import { addressOnNode } from './client-address.ts'
import { type DataDir, DataDirError } from './data-dir.ts'
import type { Deps } from './deps.ts'
import { deriveSecret } from './derive-secret.ts'
import { createEmbeddedAuth } from './embedded-auth.ts'
import { type Config, ConfigError } from './env.ts'
import { limits } from './limits.ts'
import { mailBySupabase } from './mail-invite.ts'
import { verifyWithSecret, verifyWithSupabase } from './verify-token.ts'

/** The terminal of this machine, before anybody signed in on a page. */
const LOCAL_OWNER = { userId: '00000000-0000-7000-8000-000000000001', email: 'owner@localhost' }

/** How often replies are looked for whose producer, another process, is gone. */
const SETTLE_MS = 15_000

export interface EmbeddedOptions {
  config: Config
  dataDir: DataDir
  url: string
  /** Origin of the running demo shop. */
  shop: string
  /** The one-time sign-in link's token. */
  link: string
  progress(line: string): void
  onError(error: unknown, what: string): void
}
export interface Embedded {
  deps: Deps
  /** Starts working off due sessions; once. */
  run(): Promise<void>
  close(): Promise<void>
}

/** Every part in this process: database, queue, sign-in, model, browser and runner. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { config, dataDir, progress, onError } = options
  const reach = reachOf(config)
  // The browser's check needs seconds the first time; the database opens meanwhile.
  const selecting = selectBrowsers({ config, folder: dataDir.path, reach, progress, onError })
  const [database, browsers] = await Promise.all([openDatabase(options), selecting])
  const boss = await startQueue(watched(database.createBoss(), onError))
  const jwtSecret = await deriveSecret(dataDir.secret, 'access tokens')
  const auth = config.supabaseUrl ? undefined : await openAuth(options, jwtSecret)
  const [local] = await signIn(database.db, LOCAL_OWNER)
  const demo = (workspaceId: string) => keepDemoShop(database.db, { workspaceId, origin: options.shop })
  for (const workspaceId of await listWorkspaceIds(database.db))
    await demo(workspaceId).catch((error) => onError(error, `demo shop of workspace ${workspaceId}`))
  const alone = database.kind === 'pglite'
  // One process owns the folder, so whoever held a lease or a key is gone.
  if (alone) {
    await releaseLeases(database.db, 'all')
    await releaseExports(database.db, 'all')
    await freeHeldKeys(database.db)
  }

  await sweepRunDirs(RUN_DIRS)
  const models = selectModels(config.openai)
  const storage = await openStorage(options)
  const feed = await createFeed(database)
  const known = await createBriefCache(database)
  let runner: Promise<Runner> | undefined
  let prover: Promise<Prover> | undefined
  let exporter: Promise<Exporter> | undefined
  let schedules: Promise<Schedules> | undefined
  const prove = () =>
    startProver({ database, sealer, outbound: createOutbound({ reach }), names: systemNames, onError })
  const start = () =>
    startRunner({
      database,
      boss,
      launch: browsers.launch,
      generate: models.generate,
      sealer,
      storage,
      admission: browsers.admission,
      onError,
    })
  const secrets = [...(config.appSecrets ?? []), dataDir.secret]
  const [secret = dataDir.secret] = secrets
  const sealer = await createSealer(secrets)
  await reseal(database.db, sealer, onError)
  const now = () => new Date()
  const { supabaseUrl: hosted, supabaseKey } = config
  const mailInvite =
    hosted && supabaseKey ? mailBySupabase({ url: hosted, key: supabaseKey }, onError) : undefined
  const replies = createReplies({
    db: database.db,
    feed,
    model: models.chat,
    approvalSecret: await deriveSecret(secret, 'tool approvals'),
    mailInvite,
    lent: browsers.lent,
    now,
    onError: (error) => onError(error, 'chat turn'),
  })
  await replies.settle(alone ? 'all' : 'stale')
  const settling = setInterval(
    () => replies.settle('stale').catch((error) => onError(error, 'settling replies')),
    SETTLE_MS,
  )
  const deps: Deps = {
    db: database.db,
    feed,
    replies,
    storage,
    verifyToken: config.supabaseUrl ? verifyWithSupabase(config.supabaseUrl) : verifyWithSecret(jwtSecret),
    known,
    local: local && { token: dataDir.token, userId: LOCAL_OWNER.userId, claimLink: oneTime(options.link) },
    publicUrl: options.url,
    authClient: (requestUrl) => ({
      // Behind a proxy with TLS a request itself only says http.
      url: config.supabaseUrl ?? config.publicUrl ?? new URL(requestUrl).origin,
      key: config.supabaseKey ?? 'embedded',
      mail: config.supabaseUrl ? 'sent' : 'terminal',
    }),
    mailInvite,
    lent: browsers.lent,
    onNewWorkspace: demo,
    sealer,
    limits: limits({ generous: !config.databaseUrl }),
    clientAddress: addressOnNode({ behindProxy: config.publicUrl !== undefined }),
    parts: () => ({ runner: runner ? 'working' : 'not started', signIn: auth ? 'embedded' : 'Supabase' }),
    auth: auth?.fetch,
    now,
    onError,
  }
  return {
    deps,
    async run() {
      runner ??= start()
      prover ??= prove()
      exporter ??= startExporter({ database, boss, storage, onError })
      schedules ??= startSchedules({ db: database.db, boss, storage, onError })
      await Promise.all([runner, prover, exporter, schedules, models.warmUp()])
    },
    async close() {
      clearInterval(settling)
      await replies.close()
      await (await schedules)?.stop()
      await (await exporter)?.stop()
      await (await prover)?.stop()
      await (await runner)?.stop()
      await feed.close()
      await known.close()
      await boss.stop({ graceful: false })
      await auth?.close()
      await database.close()
    },
  }
}

/**
 * Sites on this machine and its own network are visited only where everybody who asks sits at this machine: with every
 * part embedded, and no address at which others could open it.
 */
export function reachOf({ databaseUrl, supabaseUrl, publicUrl }: Config): Reach {
  const here = !publicUrl || /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(publicUrl).hostname)
  return !databaseUrl && !supabaseUrl && here ? 'private' : 'public'
}

/** After APP_SECRETS got a new first secret; what no secret opens stays and is told. */
async function reseal(db: Db, sealer: Sealer, onError: EmbeddedOptions['onError']): Promise<void> {
  const [secrets, visitors] = [await resealTargetSecrets(db, sealer), await resealVisitors(db, sealer)]
  const lost = secrets.lost + visitors.lost
  if (lost > 0)
    onError(new SealError(`${lost} stored values open with no secret of APP_SECRETS.`), 'sealed secrets')
}

function oneTime(link: string): (claimed: string) => boolean {
  let left = true
  return (claimed) => {
    if (!left || claimed !== link) return false
    left = false
    return true
  }
}

async function openStorage({ config, dataDir }: EmbeddedOptions): Promise<Storage> {
  if (config.bucket) {
    const fault = await faultOfBucket(config.bucket)
    if (fault) throw new ConfigError(`STORAGE_BUCKET: ${fault}.`)
    return bucketStorage(config.bucket)
  }
  const folder = join(dataDir.path, 'storage')
  // One process owns the folder, so whoever wrote these is gone.
  await dropParts(folder)
  return folderStorage(folder)
}

async function openAuth({ config, dataDir, url, progress }: EmbeddedOptions, secret: string) {
  const file = join(dataDir.path, 'auth.sqlite')
  try {
    return await createEmbeddedAuth({ file, url, secret, providers: config.providers, onMail: progress })
  } catch (error) {
    throw new DataDirError(
      `DATA_DIR: the accounts in ${file} can't be opened (${(error as Error).message}). Restore a copy of it, or move it away to start anew.`,
    )
  }
}

async function openDatabase({ config, dataDir, onError }: EmbeddedOptions): Promise<Database> {
  if (config.databaseUrl) return connectPostgres(config.databaseUrl, { onError })
  const directory = join(dataDir.path, 'database')
  try {
    return await connectPglite(directory)
  } catch (error) {
    throw new DataDirError(
      `DATA_DIR: the database in ${directory} can't be opened (${(error as Error).message}). Restore a copy of it, or move it away to start anew.`,
    )
  }
}

function watched(boss: ReturnType<Database['createBoss']>, onError: EmbeddedOptions['onError']) {
  boss.on('error', (error) => onError(error, 'queue'))
  return boss
}
