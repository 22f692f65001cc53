import type { UIMessageChunk } from 'ai'
import type { Feed, Subscription } from '../../db/feed.ts'
import { listMessages } from '../../db/messages.ts'
import { endTurn, keepTurn, stopTopic } from '../../db/turns.ts'
import { closing, composeMessage, type Ended } from './ending.ts'
import { createFrameWriter } from './frame-writer.ts'
import type { OpenTurn, TurnDeps } from './turn.ts'

export interface ReplyDeps extends TurnDeps {
  feed: Feed
  /** Workers only: keeps the runtime alive until a reply is written, when its reader is gone. */
  waitUntil?(work: Promise<unknown>): void
}

/** A reply that is being written in this process. It belongs to the server: readers come and go. */
export interface Production {
  /** What its own client reads, each chunk at once. Ends when the message is stored. */
  live: ReadableStream<UIMessageChunk>
  done: Promise<void>
  /** Ends it as interrupted; what it has so far stays. */
  interrupt(): void
}

/** The heartbeat, and how long a stop can go unnoticed when its NOTIFY was lost. */
const BEAT_MS = 1_000
/** How long a stopped model may take to say its last word. */
const GRACE_MS = 300

export function produce(deps: ReplyDeps, turn: OpenTurn): Production {
  const abort = new AbortController()
  const cut: { by?: 'stopped' | 'interrupted' | 'lost' } = {}
  const end = (by: NonNullable<typeof cut.by>) => {
    cut.by ??= by
    abort.abort()
  }
  const live = openChannel<UIMessageChunk>()
  const stops = deps.feed.subscribe([stopTopic(turn.id)])
  const done = run(deps, turn, { live, cut, end, stops, signal: abort.signal })
    .catch(deps.onError)
    .finally(() => {
      stops.close()
      live.close()
    })
  void watch(deps, turn, stops, end)
  return { live: live.stream, done, interrupt: () => end('interrupted') }
}

interface Run {
  live: { send(chunk: UIMessageChunk): void }
  cut: { by?: 'stopped' | 'interrupted' | 'lost' }
  end(by: 'lost' | 'stopped'): void
  stops: Subscription
  signal: AbortSignal
}

async function run(deps: ReplyDeps, turn: OpenTurn, { live, cut, end, stops, signal }: Run): Promise<void> {
  const chunks: UIMessageChunk[] = []
  const writer = createFrameWriter(async (frame) => {
    const kept = await keepTurn(deps.db, { ...turn, frame })
    if (!kept) end('lost')
    else if (kept.stop) end('stopped')
  }, deps.onError)
  const send = (chunk: UIMessageChunk) => {
    chunks.push(chunk)
    live.send(chunk)
    writer.add(chunk)
  }
  let failed = false
  try {
    for await (const chunk of untilCut(await turn.open(signal), signal)) {
      // How it ended is told at its end, with the part that is stored.
      if (chunk.type === 'error' || chunk.type === 'abort') failed = true
      else send(chunk)
    }
  } catch (error) {
    failed = true
    if (!signal.aborted) deps.onError(error)
  }
  stops.close()
  if (cut.by === 'lost') return closing('interrupted', chunks).forEach(live.send)
  const state: Ended = cut.by ?? (failed ? 'failed' : 'done')
  for (const chunk of closing(state, chunks)) send(chunk)
  const [before] = await listMessages(deps.db, { ...turn, limit: 1 })
  const message = await composeMessage(state, chunks, before)
  await endTurn(deps.db, turn, { state, frame: await writer.rest(), message })
}

/** Keeps the turn's heartbeat and looks for a stop until the subscription is closed. */
async function watch(deps: ReplyDeps, turn: OpenTurn, stops: Subscription, end: Run['end']): Promise<void> {
  while (!stops.closed) {
    await stops.changed(BEAT_MS)
    if (stops.closed) return
    try {
      const kept = await keepTurn(deps.db, { workspaceId: turn.workspaceId, id: turn.id })
      if (!kept && !stops.closed) end('lost')
      if (kept?.stop) end('stopped')
    } catch (error) {
      deps.onError(error)
    }
  }
}

/** The chunks until the source ends or, soon after the signal, whether or not the source heeds it. */
async function* untilCut<T>(source: ReadableStream<T>, signal: AbortSignal): AsyncGenerator<T> {
  const reader = source.getReader()
  const cut = new Promise<undefined>((resolve) => {
    const soon = () => setTimeout(() => resolve(undefined), GRACE_MS)
    if (signal.aborted) soon()
    else signal.addEventListener('abort', soon, { once: true })
  })
  for (;;) {
    const next = await Promise.race([reader.read(), cut])
    if (next?.done) return
    if (!next) return void reader.cancel().catch(() => {})
    yield next.value
  }
}

/** A stream to push into that does not care whether anybody reads it. */
function openChannel<T>() {
  let controller: ReadableStreamDefaultController<T> | undefined
  const stream = new ReadableStream<T>({
    start(own) {
      controller = own
    },
    cancel() {
      controller = undefined
    },
  })
  return {
    stream,
    send: (value: T) => controller?.enqueue(value),
    close: () => controller?.close(),
  }
}
