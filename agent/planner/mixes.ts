import type { Device } from './request.ts'

/**
 * What a burst is made of when the request leaves it open, in percent.
 * devices: StatCounter 2025, all sites worldwide (62-64 % mobile, 34-36 % desktop, 2 % tablet).
 * countries: a prior for an English-speaking SaaS audience, second-hand; no published mix fits every site.
 * referrers: a prior after the usual channel split (search in front, direct next), second-hand.
 * The last two are meant to be edited by the user; the report names them as priors.
 */
export const DEFAULT_MIX: {
  devices: Record<Device, number>
  countries: Record<string, number>
  referrers: Record<string, number>
} = {
  devices: { desktop: 35, mobile: 63, tablet: 2 },
  countries: { US: 42, GB: 11, DE: 9, CA: 7, FR: 6, IN: 6, AU: 5, NL: 4, ES: 4, BR: 3, SE: 3 },
  referrers: { google: 41, direct: 33, linkedin: 8, newsletter: 6, bing: 4, x: 3, reddit: 3, github: 2 },
}
