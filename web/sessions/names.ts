import { sdkName } from '../ui/sdk.ts'

/** "4 requests to PostHog, 2 to Mixpanel". */
export function sentInWords(sent: Record<string, number>): string | undefined {
  const parts = Object.entries(sent).filter(([, count]) => count > 0)
  if (parts.length === 0) return undefined
  return parts
    .map(([sdk, count], at) => {
      const unit = at === 0 ? (count === 1 ? ' request' : ' requests') : ''
      return `${count}${unit} to ${sdkName(sdk)}`
    })
    .join(', ')
}

/** The host alone, for a column. */
export function referrerHost(referrer: string | null): string {
  if (!referrer) return 'direct'
  return URL.canParse(referrer) ? new URL(referrer).host.replace(/^www\./, '') : referrer
}
