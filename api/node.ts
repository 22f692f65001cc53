import { describeConfig, readConfig } from './env.ts'
import { startServer } from './server.ts'
import { explainStart } from './start-error.ts'

try {
  const config = readConfig()
  const server = await startServer(config, (line) => console.log(line))
  for (const line of describeConfig(config)) console.log(line)
  console.log(`Demo shop: ${server.shop} (what its analytics collected: ${server.shop}/collected)`)
  console.log(`SessionBurst: ${server.url} (reference: ${server.url}/docs)`)
  console.log(`Sign in, once: ${server.signInLink}`)
  console.log(
    'Ask from another terminal: npm run chat -- "Run 5 sessions on the demo shop: open the pricing page, then sign up"',
  )
  console.log('Stop with Ctrl-C.')
  server.stopOnSignals()
} catch (error) {
  console.error(explainStart(error))
  process.exit(1)
}
