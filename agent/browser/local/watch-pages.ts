import type { Cdp } from './cdp.ts'

export interface TargetInfo {
  targetId: string
  type: string
  url: string
  browserContextId?: string
}
interface Watcher {
  /** A page that waits for its debugger: whoever takes it lets it go. */
  attached(target: TargetInfo, sessionId: string): void
  detached(targetId: string): void
}

/** Every new page, popups too, is held until it shows its visit's identity. */
export async function watchPages(cdp: Cdp, watcher: Watcher): Promise<void> {
  cdp.on(({ method, params }) => {
    if (method === 'Target.attachedToTarget')
      watcher.attached(params.targetInfo as TargetInfo, String(params.sessionId))
    if (method === 'Target.detachedFromTarget') {
      cdp.forget(String(params.sessionId))
      watcher.detached(String(params.targetId))
    }
  })
  const filter = [{ type: 'page', exclude: false }, { exclude: true }]
  const params = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter }
  await cdp.send('Target.setAutoAttach', params)
}
