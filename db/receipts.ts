import { sql } from 'drizzle-orm'
import { type Db, inWorkspace, rows } from './client.ts'
import { knownId } from './pages.ts'
import { attempts, sessions } from './schema/sessions.ts'

export interface SdkReceipt {
  sdk: string
  sent: number
  accepted: number
  /** Answered otherwise than with 2xx, or held back. */
  failed: number
  /** By name, as far as the bodies could be read. */
  events: Record<string, number>
  /** Whether its last word went out when the page was left. */
  left: boolean
}

export interface SessionReceipt {
  sdks: SdkReceipt[]
  /** In plain words, when nothing was recorded; null while the visit runs and when something was. */
  warning: string | null
}

type Attempt = Pick<
  typeof attempts.$inferSelect,
  'sent' | 'accepted' | 'failed' | 'events' | 'left' | 'endedAt'
>

/** What one attempt's analytics came to. */
export function readReceipt(attempt: Attempt | undefined): SessionReceipt {
  if (!attempt) return { sdks: [], warning: null }
  const { sent, accepted, failed, events, left, endedAt } = attempt
  const names = [...new Set([sent, accepted, failed, events].flatMap((counts) => Object.keys(counts)))]
  const sdks = names.toSorted().map((sdk) => ({
    sdk,
    sent: sent[sdk] ?? 0,
    accepted: accepted[sdk] ?? 0,
    failed: failed[sdk] ?? 0,
    events: events[sdk] ?? {},
    left: left.includes(sdk),
  }))
  return { sdks, warning: endedAt && warningOf(sdks) }
}

function warningOf(sdks: SdkReceipt[]): string | null {
  if (sdks.some(({ accepted }) => accepted > 0)) return null
  const tried = sdks.filter(({ sent, failed }) => sent + failed > 0).map(({ sdk }) => sdk)
  return tried.length === 0
    ? 'No request of a known analytics SDK left this visit. The doctor of the target says why.'
    : `No analytics request of this visit was accepted (${tried.join(', ')} tried): no SDK recorded it. The doctor of the target says why.`
}

export interface BurstReceipt {
  /** Sessions that ended, and those of them that no SDK recorded. */
  ended: number
  unrecorded: number
  sdks: {
    sdk: string
    /** Sessions with an accepted request of it, and sessions whose last word of it went out. */
    sessions: number
    left: number
    sent: number
    accepted: number
    failed: number
    /** The most frequent names. */
    events: Record<string, number>
  }[]
  warning: string | null
}

const MAX_NAMES = 20

/** The receipts of a burst's sessions together, each by its last attempt. */
export async function burstReceipt(
  db: Db,
  input: { workspaceId: string; burstId: string },
): Promise<BurstReceipt> {
  const burstId = knownId(input.burstId, 'burst', 'burst')
  const last = sql`from ${attempts} a join ${sessions} s on s.id = a.session_id and s.attempts = a.number
    where s.burst_id = ${burstId} and s.workspace_id = ${input.workspaceId} and a.ended_at is not null
      and s.outcome in ('completed', 'dropped', 'bounced', 'failed')`
  const total = (column: 'sent' | 'accepted' | 'failed') =>
    sql`select kv.key as sdk, ${column} as what, sum(kv.value::int)::int as total, count(*)::int as sessions
        from (select a.${sql.identifier(column)} as counts ${last}) t, jsonb_each_text(t.counts) kv group by 1`
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const [all] = await rows<{ ended: number; unrecorded: number }>(
      tx,
      sql`select count(*)::int as ended, count(*) filter (where a.accepted = '{}')::int as unrecorded ${last}`,
    )
    const totals = await rows<{ sdk: string; what: string; total: number; sessions: number }>(
      tx,
      sql`${total('sent')} union all ${total('accepted')} union all ${total('failed')}`,
    )
    const left = await rows<{ sdk: string; sessions: number }>(
      tx,
      sql`select kv as sdk, count(*)::int as sessions
          from (select a.left as words ${last}) t, jsonb_array_elements_text(t.words) kv group by 1`,
    )
    const names = await rows<{ sdk: string; name: string; total: number }>(
      tx,
      sql`select kv.key as sdk, ev.key as name, sum(ev.value::int)::int as total
          from (select a.events as events ${last}) t, jsonb_each(t.events) kv, jsonb_each_text(kv.value) ev
          group by 1, 2 order by 3 desc, 2 limit 500`,
    )
    const of = (sdk: string, what: string) => totals.find((row) => row.sdk === sdk && row.what === what)
    const sdks = [...new Set(totals.map(({ sdk }) => sdk))].toSorted().map((sdk) => ({
      sdk,
      sessions: of(sdk, 'accepted')?.sessions ?? 0,
      left: left.find((row) => row.sdk === sdk)?.sessions ?? 0,
      sent: of(sdk, 'sent')?.total ?? 0,
      accepted: of(sdk, 'accepted')?.total ?? 0,
      failed: of(sdk, 'failed')?.total ?? 0,
      events: Object.fromEntries(
        names
          .filter((row) => row.sdk === sdk)
          .slice(0, MAX_NAMES)
          .map((row) => [row.name, row.total]),
      ),
    }))
    const { ended, unrecorded } = all ?? { ended: 0, unrecorded: 0 }
    return { ended, unrecorded, sdks, warning: burstWarning(ended, unrecorded) }
  })
}

function burstWarning(ended: number, unrecorded: number): string | null {
  if (unrecorded === 0) return null
  const which =
    unrecorded === ended
      ? `None of the ${ended} ended sessions was recorded`
      : `${unrecorded} of the ${ended} ended sessions ${unrecorded === 1 ? 'was' : 'were'} not recorded`
  return `${which} by any analytics SDK. The doctor of the target says why.`
}
