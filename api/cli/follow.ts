import type { WriteStream } from 'node:tty'
import type { Client } from './client.ts'
import { serverEvents } from './server-events.ts'

export interface BurstSeen {
  id: string
  sessions: number
  counts: Record<
    'scheduled' | 'running' | 'completed' | 'dropped' | 'bounced' | 'failed' | 'cancelled',
    number
  >
  reasons: { reason: string; count: number }[]
  strayVisits: number
  spent: { minutes: number | null; modelCalls: number; browserbaseMinutes: number }
}

const WIDTH = 30

/**
 * Follows a burst's progress to its end: one line redrawn on a terminal, a line per change elsewhere. Undefined when
 * the server went away before.
 */
export async function followBurst(
  client: Client,
  id: string,
  out: Pick<WriteStream, 'write' | 'isTTY'>,
): Promise<BurstSeen | undefined> {
  let total = 0
  let shown = ''
  const show = (counts: BurstSeen['counts']) => {
    const line = progressLine(counts, total)
    if (line === shown) return
    shown = line
    out.write(out.isTTY ? `\r\u001b[K${line}` : `${line}\n`)
  }
  const events = serverEvents(await client.request(`/api/bursts/${id}/events`))
  for await (const { data } of untilCut(events)) {
    const event = JSON.parse(data) as { type: string; burst?: BurstSeen; counts?: BurstSeen['counts'] }
    total = event.burst?.sessions ?? total
    const counts = event.burst?.counts ?? event.counts
    if (counts) show(counts)
    if (event.type === 'end' && event.burst) {
      if (out.isTTY) out.write('\n')
      return event.burst
    }
  }
  return undefined
}

function progressLine(counts: BurstSeen['counts'], total: number): string {
  const over = total - counts.scheduled - counts.running
  const filled = total === 0 ? 0 : Math.round((over / total) * WIDTH)
  const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`
  const parts = Object.entries(counts).flatMap(([outcome, count]) =>
    count > 0 ? [`${count} ${outcome}`] : [],
  )
  return `${bar} ${over}/${total}  ${parts.join(', ')}`
}

/** Ends where the connection does: a cut stream is no error here. */
async function* untilCut<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* source
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
}
