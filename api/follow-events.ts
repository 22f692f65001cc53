import { burstTopic, getBurst } from '../db/bursts.ts'
import { currentCursor, type FeedEvent, isKept, readEvents } from '../db/events.ts'
import type { Subscription } from '../db/feed.ts'
import { listBurstSessions } from '../db/sessions.ts'
import type { Actor } from './auth.ts'
import { viewBurst } from './burst-view.ts'
import type { Deps } from './deps.ts'
import { MEMBERSHIP_MS, mayStay } from './membership.ts'

/** What a page can follow: a topic of the feed under the name it asked for. */
export interface FollowedTopic {
  name: string
  topic: string
  kind: 'burst' | 'conversation' | 'list'
  /** Of a burst. */
  id?: string
}
export interface Told {
  topic: string
  type: string
  [field: string]: unknown
}
/** Messages that belong together: only after the last one is everything up to `cursor` told. */
export interface Round {
  cursor: string
  messages: Told[]
}

/** Sessions of a snapshot; a larger burst is shown by its counts. */
const SNAPSHOT_SESSIONS = 1_000
/** At most five patches a second, however fast sessions move. */
const PATCH_MS = 200
/** At most one change of a list a second. */
const LIST_MS = 1_000
/** Looked at anyway this often: a NOTIFY can be lost with its connection. */
const BACKSTOP_MS = 1_500
const BATCH = 500
/** Looks after a NOTIFY: what it told of can't be read while an older transaction is open. */
const SOON = 3

export interface Resume {
  /** Last-Event-ID: what came before it was told. */
  cursor?: string
  /** Names of bursts that get a snapshot though the stream resumes: the page follows them only now. */
  fresh?: string[]
  /** Names of topics that are not there (any more). */
  gone?: string[]
}

/**
 * What happens on the topics, in rounds, until the subscription closes or the membership ends. A gap that is larger
 * than what is kept begins anew, with everything told as changed. An empty round means that there was nothing.
 */
export async function* followEvents(
  { db }: Pick<Deps, 'db'>,
  actor: Actor,
  changes: Subscription,
  topics: FollowedTopic[],
  resume: Resume,
): AsyncGenerator<Round> {
  const { workspaceId } = actor
  const resumed = resume.cursor !== undefined && (await isKept(db, resume.cursor))
  // The cursor before the snapshots: a change in between comes twice, never not at all.
  let cursor = resumed && resume.cursor ? resume.cursor : await currentCursor(db, workspaceId)
  const bursts = createBurstTeller(db, workspaceId)
  const lists = createListTeller()
  const opening: Told[] = (resume.gone ?? []).map((topic) => ({ topic, type: 'gone' }))
  for (const topic of topics) {
    const isNew = !resumed || resume.fresh?.includes(topic.name)
    if (topic.kind === 'burst') opening.push(...(await bursts.open(topic, isNew === true)))
    else if (resume.cursor !== undefined && !resumed) opening.push({ topic: topic.name, type: 'changed' })
  }
  yield { cursor, messages: [...opening, { topic: '*', type: 'ready' }] }

  let checkedAt = Date.now()
  let told = cursor
  let soon = 0
  while (!changes.closed) {
    if (Date.now() - checkedAt > MEMBERSHIP_MS) {
      if (!(await mayStay(db, actor))) return
      checkedAt = Date.now()
    }
    const found = await readEvents(db, {
      workspaceId,
      topics: topics.map((t) => t.topic),
      cursor,
      limit: BATCH,
    })
    cursor = found.at(-1)?.cursor ?? cursor
    const messages: Told[] = []
    for (const topic of topics) {
      const events = found.filter((event) => event.topic === topic.topic)
      if (events.length === 0) continue
      if (topic.kind === 'burst') messages.push(...(await bursts.patch(topic, events)))
      else if (topic.kind === 'list') lists.note(topic.name)
      else messages.push({ topic: topic.name, type: 'changed' })
    }
    messages.unshift(...lists.due())
    // A list's change that still waits holds the cursor back: cut now, the page must hear of it again.
    if (!lists.waiting()) told = cursor
    yield { cursor: told, messages }
    if (found.length < BATCH && !lists.waiting())
      soon = (await changes.changed(soon > 0 ? PATCH_MS : BACKSTOP_MS)) ? SOON : soon - 1
    await pause(PATCH_MS)
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function createBurstTeller(db: Deps['db'], workspaceId: string) {
  const over = new Set<string>()
  const look = async (id: string) => viewBurst(await getBurst(db, { workspaceId, id }))
  const end = (topic: FollowedTopic, burst: Awaited<ReturnType<typeof look>>): Told[] => {
    if (burst.counts.scheduled + burst.counts.running > 0 || over.has(topic.name)) return []
    over.add(topic.name)
    return [{ topic: topic.name, type: 'end', burst }]
  }
  return {
    async open(topic: FollowedTopic, withSnapshot: boolean): Promise<Told[]> {
      const id = topic.id ?? ''
      const burst = await look(id)
      if (!withSnapshot) return end(topic, burst)
      const sessions = await listBurstSessions(db, { workspaceId, burstId: id, limit: SNAPSHOT_SESSIONS })
      return [{ topic: topic.name, type: 'snapshot', burst, sessions }, ...end(topic, burst)]
    },
    async patch(topic: FollowedTopic, events: FeedEvent[]): Promise<Told[]> {
      const last = new Map(events.map(({ data }) => [data.session, data]))
      last.delete(undefined)
      const sessions = [...last.values()].map(({ session, number, outcome, stepsDone, reason }) => ({
        session,
        number,
        outcome,
        stepsDone,
        reason,
      }))
      if (events.some(({ data }) => data.state === 'gone')) return [{ topic: topic.name, type: 'gone' }]
      const burst = await look(topic.id ?? '')
      const { counts, state } = burst
      return [{ topic: topic.name, type: 'patch', sessions, counts, state }, ...end(topic, burst)]
    },
  }
}

/** Tells each list's first change at once and those of the next second together. */
function createListTeller() {
  const noted = new Set<string>()
  const toldAt = new Map<string, number>()
  return {
    note: (name: string) => void noted.add(name),
    waiting: () => noted.size > 0,
    due(): Told[] {
      const now = Date.now()
      const due = [...noted].filter((name) => now - (toldAt.get(name) ?? 0) >= LIST_MS)
      for (const name of due) {
        noted.delete(name)
        toldAt.set(name, now)
      }
      return due.map((topic) => ({ topic, type: 'changed' }))
    },
  }
}

export const followedBurst = (id: string): FollowedTopic => ({
  name: burstTopic(id),
  topic: burstTopic(id),
  kind: 'burst',
  id,
})
