import { useInfiniteQuery } from '@tanstack/react-query'
import type { AuditEntry } from '../client.ts'
import { ShowMore } from '../ui/more.tsx'
import { Part } from '../ui/part.tsx'
import { RowOutlines } from '../ui/row-outlines.tsx'
import { momentOf } from '../ui/time.ts'
import { Trouble } from '../ui/trouble.tsx'
import { type ChangedValue, fromWhere, whatChanged, whatWasDone } from './audit-words.ts'
import { auditQuery } from './queries.ts'

/** Every change in the workspace: who, what, before, after, when, from where. */
export function AuditLog() {
  const pages = useInfiniteQuery(auditQuery)
  const entries = pages.data?.pages.flatMap((page) => page.items)
  return (
    <Part title="Audit log" hint="Every change, the newest first. Nobody can alter it.">
      {pages.error && !entries && (
        <Trouble what="The audit log" error={pages.error} onRetry={pages.refetch} />
      )}
      {!entries && !pages.error && <RowOutlines what="the audit log" />}
      {entries && (
        <ul className="border-t border-line">
          {entries.map((entry) => (
            <Row key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      <ShowMore {...pages} />
    </Part>
  )
}

function Row({ entry }: { entry: AuditEntry }) {
  const changes = whatChanged(entry)
  return (
    <li className="grid gap-x-6 border-b border-line px-2 py-2.5 md:grid-cols-[120px_minmax(0,1fr)_220px]">
      <time dateTime={entry.at} className="text-12 leading-5 text-ink-3">
        {momentOf(entry.at)}
      </time>
      <div className="min-w-0 wrap-anywhere">
        <span className="font-medium">{whoDid(entry)}</span> {whatWasDone(entry)}
        {changes.length > 0 && (
          <ul className="text-12 text-ink-2">
            {changes.map((change) => (
              <Change key={change.label} {...change} />
            ))}
          </ul>
        )}
      </div>
      <p className="text-12 leading-5 text-ink-3 wrap-anywhere md:text-right">{fromWhere(entry)}</p>
    </li>
  )
}

function Change({ label, before, after }: ChangedValue) {
  return (
    <li>
      {label}: {before !== undefined && <del className="decoration-ink-3">{before}</del>}{' '}
      {after !== undefined && <ins className="text-ink no-underline">{after}</ins>}
    </li>
  )
}

const whoDid = ({ actor }: AuditEntry) => (actor ? (actor.email ?? 'Somebody who is gone') : 'SessionBurst')
