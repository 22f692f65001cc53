import type { Cdp } from './cdp.ts'
import { until, within } from './deadline.ts'
import { evaluate } from './evaluate.ts'
import type { Tab } from './tab.ts'

const LEFT_MS = 7000

/**
 * Closes a tab by way of an empty page: one that is closed gets half a second for its last events (Chromium's unload
 * timeout), which a loaded machine may not give it; a page that is left takes the time it needs.
 */
export async function closeTab(cdp: Cdp, tab: Tab): Promise<void> {
  const left = evaluate(tab.session, 'void location.replace("about:blank")').then(() =>
    until(() => tab.url === 'about:blank', LEFT_MS),
  )
  // A page that hangs has no last words; it is closed all the same.
  await within(LEFT_MS, 'leaving the page', left).catch(() => undefined)
  await cdp.send('Target.closeTarget', { targetId: tab.targetId })
}
