import type pg from 'pg'
import type { Database } from '../../db/client.ts'
import { connectPostgres } from '../../db/connect-postgres.ts'

/** As auto_explain has it: every statement's own plan, with the role and the settings it really runs under. */
const OPTIONS = [
  'session_preload_libraries=auto_explain',
  'auto_explain.log_min_duration=0',
  'auto_explain.log_analyze=on',
  'auto_explain.log_buffers=on',
  'client_min_messages=log',
]

/** Prints the plan of every statement that `work` runs on the server (whose user may load auto_explain). */
export async function explained(url: string, work: (database: Database) => Promise<void>): Promise<void> {
  const address = new URL(url)
  address.searchParams.set('options', OPTIONS.map((option) => `-c ${option}`).join(' '))
  const database = await connectPostgres(address.href)
  const { $client } = database.db as unknown as { $client: pg.Pool }
  $client.on('connect', (client) => {
    client.on('notice', ({ message }) => {
      if (message?.startsWith('duration')) console.log(message)
    })
  })
  await work(database).finally(() => database.close())
}
