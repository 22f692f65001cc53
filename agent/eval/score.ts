import type { ScoredCase } from './case.ts'
import type { CaseResult } from './run.ts'

/** What a result lacks of what its case expects; empty when it is right. */
export function faults({ expect }: ScoredCase, { calls, reply }: CaseResult): string[] {
  const found: string[] = []
  if (expect.noCalls && calls.length > 0)
    found.push(`calls ${calls.map(({ tool }) => tool).join(', ')}, nothing expected`)
  else if (calls.length !== expect.calls.length)
    found.push(`${calls.length} calls instead of ${expect.calls.length}`)
  for (const [index, wanted] of expect.calls.entries()) {
    const call = calls[index]
    if (!call) continue
    if (call.tool !== wanted.tool) found.push(`${call.tool} instead of ${wanted.tool}`)
    else if (!contains(call.args, wanted.args))
      found.push(`${call.tool} has ${JSON.stringify(call.args)}, not ${JSON.stringify(wanted.args)}`)
    for (const name of wanted.without)
      if (name in call.args) found.push(`${call.tool} has ${name}: ${JSON.stringify(call.args[name])}`)
    if (wanted.needsConfirmation !== undefined && call.needsConfirmation !== wanted.needsConfirmation)
      found.push(`${call.tool} ${call.needsConfirmation ? 'needs' : 'does not need'} confirmation`)
  }
  if (expect.replyMatches && !new RegExp(expect.replyMatches, 'i').test(reply))
    found.push(`reply "${reply}" does not match /${expect.replyMatches}/`)
  return found
}

/** Objects hold at least the wanted fields, lists match one by one, texts in upper or lower case. */
export function contains(actual: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted))
    return (
      Array.isArray(actual) &&
      actual.length === wanted.length &&
      wanted.every((value, index) => contains(actual[index], value))
    )
  if (typeof wanted === 'object' && wanted !== null) {
    if (typeof actual !== 'object' || actual === null) return false
    return Object.entries(wanted).every(([key, value]) =>
      contains((actual as Record<string, unknown>)[key], value),
    )
  }
  if (typeof wanted === 'string')
    return typeof actual === 'string' && actual.toLowerCase() === wanted.toLowerCase()
  return actual === wanted
}

/** A table of how many cases of each group are right. */
export function scoreTable(rows: { group: string; right: boolean }[]): string {
  const groups = [...new Set(rows.map(({ group }) => group))].sort()
  const line = (name: string, of: { right: boolean }[]) => {
    const right = of.filter((row) => row.right).length
    return `${name.padEnd(16)} ${String(right).padStart(4)} / ${String(of.length).padEnd(4)} ${((100 * right) / of.length).toFixed(1).padStart(6)} %`
  }
  return [
    ...groups.map((group) =>
      line(
        group,
        rows.filter((row) => row.group === group),
      ),
    ),
    line('all', rows),
  ].join('\n')
}
