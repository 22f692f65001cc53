import { z } from 'zod'

const url = (what: string) =>
  z.url({ protocol: /^https?$/, error: `expected ${what}, such as https://example.com` })
/** The demo shop takes the next one. 0 is any free one. */
const port = z
  .string()
  .regex(/^\d{1,5}$/, 'expected a port number')
  .transform(Number)
  .refine((number) => number < 65_535, 'expected a port number below 65535')

const Environment = z.object({
  PORT: port.default(8787),
  DATA_DIR: z.string().min(1, 'expected a folder').default('.data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'expected postgres://user:password@host:port/database')
    .optional(),
  SUPABASE_URL: url('the address of the Supabase project').optional(),
  SUPABASE_PUBLISHABLE_KEY: z.string().min(1).optional(),
  SUPABASE_SECRET_KEY: z.string().min(1).optional(),
  STORAGE_BUCKET: z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'expected the name of a private bucket of Supabase Storage')
    .optional(),
  SUPABASE_AUTH_EXTERNAL_GITHUB_CLIENT_ID: z.string().min(1).optional(),
  SUPABASE_AUTH_EXTERNAL_GITHUB_SECRET: z.string().min(1).optional(),
  SUPABASE_AUTH_EXTERNAL_GITHUB_URL: url('the address of a GitHub Enterprise Server').optional(),
  SUPABASE_AUTH_EXTERNAL_GOOGLE_CLIENT_ID: z.string().min(1).optional(),
  SUPABASE_AUTH_EXTERNAL_GOOGLE_SECRET: z.string().min(1).optional(),
  OPENAI_API_KEY: z.string().min(1).optional(),
  OPENAI_BASE_URL: url('the address of an OpenAI-compatible server').optional(),
  OPENAI_MODEL: z.string().min(1).default('gpt-5-mini'),
  CHROME_PATH: z.string().min(1).optional(),
  BROWSERBASE_API_KEY: z.string().min(1).optional(),
  BROWSERBASE_PROJECT_ID: z.string().min(1).optional(),
  BROWSERBASE_BASE_URL: url("another address of Browserbase's API").default('https://api.browserbase.com'),
  BROWSERBASE_PROXIES: z.enum(['on', 'off'], 'expected on or off').default('off'),
  APP_SECRETS: z
    .string()
    .transform((list) => list.split(',').map((secret) => secret.trim()))
    .refine(
      (list) => list.every((secret) => secret.length >= 32),
      'expected secrets of at least 32 characters, separated by commas',
    )
    .optional(),
  PUBLIC_URL: url('the address people open').optional(),
})

interface Provider {
  clientId: string
  secret: string
  /** Of a GitHub of one's own. */
  url?: string
}
export interface Config {
  port: number
  dataDir: string
  databaseUrl?: string
  supabaseUrl?: string
  /** For supabase-js on the page. */
  supabaseKey?: string
  /** Supabase Storage instead of a folder. */
  bucket?: { url: string; secretKey: string; bucket: string }
  /** Of the embedded sign-in; a hosted Supabase keeps its own. */
  providers: { github?: Provider; google?: Provider }
  openai?: { apiKey: string; baseUrl?: string; model: string }
  chromePath?: string
  /** Visits at Browserbase instead of in a Chromium of this machine's. */
  browserbase?: { apiKey: string; projectId: string; baseUrl: string; proxies: boolean }
  appSecrets?: string[]
  publicUrl?: string
}

/** One line per wrong variable: its name and what was expected. Values are never shown: they may be secrets. */
export class ConfigError extends Error {}

/**
 * The only reader of the environment: the process's, or a Worker's, among whose values are bindings that are no text.
 * An empty variable counts as missing. Throws ConfigError.
 */
export function readConfig(environment: Record<string, unknown> = process.env): Config {
  const given = Object.entries(environment).filter(
    ([, value]) => typeof value === 'string' && value.trim() !== '',
  )
  const parsed = Environment.safeParse(Object.fromEntries(given))
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new ConfigError(lines.join('\n'))
  }
  const env = parsed.data
  if (env.OPENAI_BASE_URL && !env.OPENAI_API_KEY)
    throw new ConfigError(
      'OPENAI_API_KEY: expected a key beside OPENAI_BASE_URL (any text, if the server wants none)',
    )
  if (env.SUPABASE_URL && !env.SUPABASE_PUBLISHABLE_KEY)
    throw new ConfigError(
      "SUPABASE_PUBLISHABLE_KEY: expected the project's publishable key beside SUPABASE_URL",
    )
  if (env.STORAGE_BUCKET && !(env.SUPABASE_URL && env.SUPABASE_SECRET_KEY))
    throw new ConfigError(
      'STORAGE_BUCKET: expected SUPABASE_URL and SUPABASE_SECRET_KEY beside it, for the bucket is theirs',
    )
  const { BROWSERBASE_API_KEY: browserbaseKey, BROWSERBASE_PROJECT_ID: projectId } = env
  if (browserbaseKey && !projectId)
    throw new ConfigError("BROWSERBASE_PROJECT_ID: expected the project's id beside BROWSERBASE_API_KEY")
  if (projectId && !browserbaseKey)
    throw new ConfigError("BROWSERBASE_API_KEY: expected the project's key beside BROWSERBASE_PROJECT_ID")
  return {
    port: env.PORT,
    dataDir: env.DATA_DIR,
    databaseUrl: env.DATABASE_URL,
    supabaseUrl: env.SUPABASE_URL?.replace(/\/+$/, ''),
    supabaseKey: env.SUPABASE_PUBLISHABLE_KEY,
    bucket:
      env.STORAGE_BUCKET && env.SUPABASE_URL && env.SUPABASE_SECRET_KEY
        ? { url: env.SUPABASE_URL, secretKey: env.SUPABASE_SECRET_KEY, bucket: env.STORAGE_BUCKET }
        : undefined,
    providers: { github: readProvider(env, 'GITHUB'), google: readProvider(env, 'GOOGLE') },
    openai: env.OPENAI_API_KEY
      ? { apiKey: env.OPENAI_API_KEY, baseUrl: env.OPENAI_BASE_URL, model: env.OPENAI_MODEL }
      : undefined,
    chromePath: env.CHROME_PATH,
    browserbase:
      browserbaseKey && projectId
        ? {
            apiKey: browserbaseKey,
            projectId,
            baseUrl: env.BROWSERBASE_BASE_URL.replace(/\/+$/, ''),
            proxies: env.BROWSERBASE_PROXIES === 'on',
          }
        : undefined,
    appSecrets: env.APP_SECRETS,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, ''),
  }
}

/** The names are those that Supabase's own configuration reads. */
function readProvider(env: z.infer<typeof Environment>, name: 'GITHUB' | 'GOOGLE'): Provider | undefined {
  const prefix = `SUPABASE_AUTH_EXTERNAL_${name}` as const
  const clientId = env[`${prefix}_CLIENT_ID`]
  const secret = env[`${prefix}_SECRET`]
  if (!clientId && !secret) return undefined
  if (!clientId || !secret)
    throw new ConfigError(
      `${prefix}_${clientId ? 'SECRET' : 'CLIENT_ID'}: expected beside ${prefix}_${clientId ? 'CLIENT_ID' : 'SECRET'}`,
    )
  const url = name === 'GITHUB' ? env.SUPABASE_AUTH_EXTERNAL_GITHUB_URL : undefined
  return { clientId, secret, url: url?.replace(/\/+$/, '') }
}

/** What each missing variable means, one line each, for the start-up. */
export function describeConfig(config: Config): string[] {
  return [
    config.databaseUrl
      ? 'Database: PostgreSQL (DATABASE_URL)'
      : `Database: embedded, in ${config.dataDir} (no DATABASE_URL)`,
    config.supabaseUrl
      ? `Sign-in: ${config.supabaseUrl}`
      : `Sign-in: embedded at /auth/v1 (no SUPABASE_URL), by ${waysIn(config)}; its mails stand in this terminal`,
    config.bucket
      ? `Pictures: bucket ${config.bucket.bucket} (STORAGE_BUCKET)`
      : `Pictures: in ${config.dataDir} (no STORAGE_BUCKET)`,
    config.browserbase
      ? `Browser: Browserbase, project ${config.browserbase.projectId}; for sites on this machine and its network a Chromium here`
      : 'Browser: a Chromium on this machine (no BROWSERBASE_API_KEY)',
    config.openai
      ? `Model: ${config.openai.model}${config.openai.baseUrl ? ` at ${config.openai.baseUrl}` : ' at OpenAI'}`
      : 'Model: offline interpreter (no OPENAI_API_KEY)',
  ]
}

const waysIn = ({ providers: { github, google } }: Config) =>
  ['password or code', github && 'GitHub', google && 'Google'].filter(Boolean).join(', ')
