import { checkSession } from '../session/keep.ts'
import { receive } from './receive.ts'

/** Topics come and go together when a screen changes: one new connection for all of them. */
const SETTLE_MS = 50
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 15_000

const followers = new Map<string, number>()
let source: EventSource | undefined
let connected: string[] = []
let cursor = ''
let wait = FIRST_WAIT_MS
let timer: ReturnType<typeof setTimeout> | undefined

/** Adds a topic to the one stream of this tab; the returned function takes it off again. */
export function follow(topic: string): () => void {
  followers.set(topic, (followers.get(topic) ?? 0) + 1)
  connectIn(SETTLE_MS)
  return () => {
    const left = (followers.get(topic) ?? 1) - 1
    if (left > 0) followers.set(topic, left)
    else followers.delete(topic)
    connectIn(SETTLE_MS)
  }
}

function connectIn(ms: number) {
  clearTimeout(timer)
  timer = setTimeout(connect, ms)
}

function connect() {
  const topics = [...followers.keys()].sort()
  if (topics.join() === connected.join() && source && source.readyState !== EventSource.CLOSED) return
  const added = topics.filter((topic) => !connected.includes(topic))
  source?.close()
  source = undefined
  connected = topics
  if (topics.length === 0) return
  const resume = cursor && { after: cursor, snapshot: added.join(',') }
  const query = new URLSearchParams({ topics: topics.join(','), ...resume })
  const opened = new EventSource(`/api/events?${query}`)
  opened.onopen = () => {
    wait = FIRST_WAIT_MS
  }
  opened.onmessage = ({ data, lastEventId }) => {
    cursor = lastEventId || cursor
    receive(JSON.parse(data))
  }
  // A cut is mended by the browser itself; only a refusal closes for good, and is tried again by us.
  opened.onerror = () => {
    if (opened !== source) return
    // Perhaps this browser was signed out elsewhere, which a stream is not told.
    checkSession().catch(() => undefined)
    if (opened.readyState !== EventSource.CLOSED) return
    connectIn(wait)
    wait = Math.min(wait * 2, LONGEST_WAIT_MS)
  }
  source = opened
}
