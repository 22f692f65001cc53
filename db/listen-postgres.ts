import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'

const RETRY_MS = 500

/**
 * One connection that listens, made anew when it breaks. What was notified meanwhile is lost, so after a reconnect
 * every callback is called once with an empty payload: readers look for themselves.
 */
export function listenOn(url: string, onError: (error: unknown) => void) {
  const callbacks = new Map<string, Set<(payload: string) => void>>()
  let client: Promise<pg.Client> | undefined
  let closed = false

  async function connect(): Promise<pg.Client> {
    const made = new pg.Client({ connectionString: url, keepAlive: true })
    made.on('notification', ({ channel, payload = '' }) => {
      for (const callback of callbacks.get(channel) ?? []) callback(payload)
    })
    made.on('error', onError)
    made.once('end', () => void reconnect())
    await made.connect()
    for (const channel of callbacks.keys()) await made.query(`listen ${pg.escapeIdentifier(channel)}`)
    return made
  }

  async function reconnect(): Promise<void> {
    while (!closed) {
      try {
        client = connect()
        await client
        for (const set of callbacks.values()) for (const callback of set) callback('')
        return
      } catch (error) {
        onError(error)
        await delay(RETRY_MS)
      }
    }
  }

  return {
    async listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>> {
      const set = callbacks.get(channel) ?? new Set()
      callbacks.set(channel, set.add(onPayload))
      client ??= connect()
      await (await client).query(`listen ${pg.escapeIdentifier(channel)}`)
      return async () => {
        set.delete(onPayload)
      }
    },
    async close(): Promise<void> {
      closed = true
      await (await client)?.end()
    },
  }
}
