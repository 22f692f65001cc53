import { record, text } from './memory.ts'

type Row = Record<string, unknown>
const rows = (value: unknown): Row[] => (Array.isArray(value) ? value.map(record) : [])
const words = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

const VERDICTS: Record<string, string> = {
  records: 'records our sessions',
  drops: 'does not record our sessions',
  unsure: 'is there; whether it records could not be seen',
}

/** What the doctor found on a site, with the fix for what is wrong. */
export function aboutSite(answer: Row): string {
  const target = text(record(answer.target).name) ?? 'The site'
  if (answer.state === 'failed')
    return `The doctor could not look at ${target}: ${text(answer.reason) ?? 'the visit broke'}.`.replace(
      /\.+$/,
      '.',
    )
  if (!Array.isArray(answer.sdks))
    return `The doctor is visiting ${target}. Ask again in a minute for what was found.`
  const sdks = rows(answer.sdks)
  const head =
    sdks.length === 0
      ? `${target} loads no analytics SDK that I know, so no vendor would show our sessions.`
      : `${target} loads ${sdks.length === 1 ? '1 analytics SDK' : `${sdks.length} analytics SDKs`}:`
  const lines = sdks.map((sdk) => {
    const version = text(sdk.version)
    const problems = rows(sdk.problems).map((it) => `${String(it.why)} ${String(it.fix)}`)
    return `- ${[String(sdk.name), version].filter(Boolean).join(' ')} ${VERDICTS[String(sdk.verdict)] ?? 'is there'}.${problems.map((problem) => ` ${problem}`).join('')}`
  })
  const banners = rows(answer.banners).map((banner) => String(banner.fix))
  const pages = rows(answer.pages)
  const waiting = words(answer.waitingForApproval)
  const suggestions = words(answer.suggestions)
  const rest = [
    ...banners,
    waiting.length > 0 && `Not approved for sessions: ${waiting.slice(0, 5).join(', ')}.`,
    pages.length > 0 &&
      `${pages.length === 1 ? '1 page was' : `${pages.length} pages were`} seen: ${pages
        .slice(0, 8)
        .map((page) => String(page.path))
        .join(', ')}${pages.length > 8 ? ' ...' : ''}.`,
    suggestions.length > 0 && `Try: ${suggestions.map((journey) => `"${journey}"`).join(', ')}.`,
  ].filter((line) => typeof line === 'string')
  return [[head, ...lines].join('\n'), rest.join(' ')].filter(Boolean).join('\n\n')
}
