const SDKS: Record<string, string> = {
  posthog: 'PostHog',
  mixpanel: 'Mixpanel',
  amplitude: 'Amplitude',
  ga4: 'Google Analytics 4',
  fullstory: 'FullStory',
  rrweb: 'rrweb',
}

/** As its vendor writes it. */
export const sdkName = (sdk: string) => SDKS[sdk] ?? sdk.charAt(0).toUpperCase() + sdk.slice(1)
