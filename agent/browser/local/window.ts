import type { Identity } from '../../planner/plan.ts'
import type { Cdp } from './cdp.ts'

/**
 * Opens a context's own window with an empty page, or just the page where the whole browser is the visit's; nothing is
 * downloaded in it.
 */
export async function openWindow(
  cdp: Cdp,
  browserContextId: string | undefined,
  { width, height }: Identity,
): Promise<void> {
  await cdp.send('Browser.setDownloadBehavior', { behavior: 'deny', browserContextId })
  const bars = 85
  const size = browserContextId ? { newWindow: true, width, height: height + bars } : {}
  await cdp.send('Target.createTarget', { url: 'about:blank', browserContextId, ...size })
}
