import { parseArgs } from 'node:util'
import { readConfig } from '../env.ts'
import { explainStart } from '../start-error.ts'
import { Client, RequestError } from './client.ts'
import { type BurstSeen, followBurst } from './follow.ts'
import { reachServer } from './reach.ts'
import { logTable, summary } from './report.ts'
import { converse } from './turn.ts'

const USAGE = 'Usage: npm run chat -- [--json] [--yes] "MESSAGE"'

/** Sends one message, follows the burst it starts, and answers with the exit code. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean' }, yes: { type: 'boolean' } },
    allowPositionals: true,
  })
  const message = positionals.join(' ').trim()
  if (message === '') throw new TypeError(USAGE)
  const say = (line: string) => process.stderr.write(`${line}\n`)
  const config = readConfig()
  let server = await reachServer(config, say)
  const stop = () => server.close().finally(() => process.exit(130))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    let client = new Client(server.url, server.token)
    const turn = await converse(client, message, {
      approve: values.yes === true,
      onText: (text) => process.stderr.write(text),
    })
    let burst: BurstSeen | undefined
    while (turn.burstId && !burst) {
      await server.run()
      burst = await followBurst(client, turn.burstId, process.stderr)
      if (burst) break
      // The server was somebody else's and ended; the burst is in the database, so whoever is next goes on with it.
      say('The server went away; going on from where it was.')
      server = await reachServer(config, say)
      client = new Client(server.url, server.token)
    }
    const reply = burst ? `${turn.reply}\n\n${summary(burst)}`.trim() : turn.reply
    if (values.json) {
      const told = burst ? { id: burst.id, sessions: burst.counts } : null
      console.log(JSON.stringify({ reply, toolCalls: turn.toolCalls, burst: told }))
    } else if (burst) {
      console.log(`${summary(burst)}\n\n${await logTable(client, burst.id)}`)
    }
    const broken = burst ? burst.counts.failed + burst.counts.cancelled > 0 : false
    return broken || turn.refused ? 1 : 0
  } finally {
    await server.close()
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const plain = error instanceof RequestError || error instanceof TypeError
    console.error(plain ? error.message : explainStart(error))
    process.exit(1)
  },
)
