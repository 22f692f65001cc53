/** What the page was told by the shop's server; see pages/layout.ts. */
export interface PageFacts {
  account?: { id: string; email: string; name: string; company: string; plan: string }
  events: { name: string; properties: Record<string, string> }[]
}

/** The three SDKs behind the two words the shop needs of them. */
export interface Tracker {
  identify(account: NonNullable<PageFacts['account']>): void
  track(name: string, properties: Record<string, string>): void
}
