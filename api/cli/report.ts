import type { LoggedSession } from '../../db/sessions.ts'
import type { Client } from './client.ts'
import type { BurstSeen } from './follow.ts'

/** A finished burst in a sentence or two. */
export function summary(burst: BurstSeen): string {
  const ended = Object.entries(burst.counts).flatMap(([outcome, count]) =>
    count > 0 ? [`${count} ${outcome}`] : [],
  )
  const lines = [`Burst ${burst.id}: ${burst.sessions} sessions, ${ended.join(', ')}.`]
  for (const { reason, count } of burst.reasons) lines.push(`${count} x ${reason}`)
  const { minutes, modelCalls, browserbaseMinutes } = burst.spent
  const lent = browserbaseMinutes > 0 ? `, ${browserbaseMinutes} Browserbase minutes` : ''
  if (minutes !== null) lines.push(`It took ${minutes} minutes, ${modelCalls} model calls${lent}.`)
  if (burst.strayVisits > 0)
    lines.push(
      `${burst.strayVisits} stray: lost after analytics requests had left, so the site's analytics counted them too.`,
    )
  return lines.join('\n')
}

const SHOWN = 50

/** The burst's rows of the log as a table, at most the first 50. */
export async function logTable(client: Client, burst: string): Promise<string> {
  const page = await client.get<{ items: LoggedSession[]; total: number }>(
    `/api/sessions?burst=${burst}&sort=oldest&limit=${SHOWN}`,
  )
  const rows = page.items.map((s) => [
    String(s.number),
    s.outcome,
    s.device,
    s.country,
    s.startedAt ? String(s.startedAt).slice(11, 19) : '',
    s.lengthSeconds === null ? '' : `${s.lengthSeconds.toFixed(1)} s`,
    s.pages === null ? '' : String(s.pages),
    s.reason ?? '',
  ])
  const head = ['#', 'outcome', 'device', 'country', 'start', 'length', 'pages', 'reason']
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)))
  const line = (cells: string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd()
  const more = page.total > SHOWN ? `\n... and ${page.total - SHOWN} more: /api/sessions?burst=${burst}` : ''
  return [head, ...rows].map(line).join('\n') + more
}
