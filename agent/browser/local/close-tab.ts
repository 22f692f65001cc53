import type { Fence } from '../fence.ts'
import type { Cdp } from './cdp.ts'
import { until, within } from './deadline.ts'
import { evaluate } from './evaluate.ts'
import type { Tab } from './tab.ts'

const LEFT_MS = 7000
const CLOSED_MS = 10_000
/** After the page is closed its last events are still on their way. */
const QUIET_MS = 300
const QUIET_BOUND_MS = 3000

/** Closes all tabs of a visit, and returns when the last requests are out. `tabs` loses those that are closed. */
export async function closeTabs(cdp: Cdp, tabs: readonly Tab[], fence: Fence): Promise<void> {
  fence.leaving()
  const closed = tabs.map((tab) => closeTab(cdp, tab))
  await within(CLOSED_MS, 'closing the page', Promise.allSettled(closed))
  await until(() => tabs.length === 0, CLOSED_MS)
  await fence.quiet(QUIET_MS, QUIET_BOUND_MS)
}

/**
 * Closes a tab by way of an empty page: one that is closed gets half a second for its last events (Chromium's unload
 * timeout), which a loaded machine may not give it; a page that is left takes the time it needs.
 */
async function closeTab(cdp: Cdp, tab: Tab): Promise<void> {
  const left = evaluate(tab.session, 'void location.replace("about:blank")').then(() =>
    until(() => tab.url === 'about:blank', LEFT_MS),
  )
  // A page that hangs has no last words; it is closed all the same.
  await within(LEFT_MS, 'leaving the page', left).catch(() => undefined)
  await cdp.send('Target.closeTarget', { targetId: tab.targetId })
}
