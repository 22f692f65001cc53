export const SDKS = ['posthog', 'mixpanel', 'amplitude'] as const
export type Sdk = (typeof SDKS)[number]

/** The device as the event's own properties name it; what the SDK does not send is left out. */
export interface DeviceClaim {
  type?: string
  os?: string
  browser?: string
  language?: string
  screen?: string
  userAgent?: string
}

/** The device as the headers of the request that carried the event name it. */
export interface RequestClaim {
  userAgent?: string
  acceptLanguage?: string
  platform?: string
  mobile?: boolean
}

/** One event as an SDK sent it, before it is known whether it was sent before. */
export interface SentEvent {
  id: string
  name: string
  /** ISO 8601. */
  time: string
  person: string
  /** The id this person went by before they were identified. */
  anonymous?: string
  /** Mixpanel sends none: it derives sessions when it is queried. */
  session?: string
  path?: string
  /** Who says that this visit is made and not a person's; left out for everyone else. */
  synthetic?: string
  device: DeviceClaim
}

export interface CollectedEvent extends SentEvent {
  sdk: Sdk
  request: RequestClaim
}
