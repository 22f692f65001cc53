const SDKS: Record<string, string> = { posthog: 'PostHog', mixpanel: 'Mixpanel', amplitude: 'Amplitude' }

const sdkName = (sdk: string) => SDKS[sdk] ?? sdk

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

/** "Sent 6 requests to PostHog, all accepted": what left the browser, and what was answered with success. */
export function receiptInWords(sent: Record<string, number>, accepted: Record<string, number>): string {
  const words = sentInWords(sent)
  if (!words) return 'Nothing was sent to an analytics SDK that we know.'
  const missing = Object.entries(sent).flatMap(([sdk, count]) => {
    const taken = accepted[sdk] ?? 0
    return taken < count ? [`${sdkName(sdk)} accepted ${taken === 0 ? 'none' : `${taken} of ${count}`}`] : []
  })
  return missing.length === 0 ? `Sent ${words}, all accepted.` : `Sent ${words}; ${missing.join(', ')}.`
}
