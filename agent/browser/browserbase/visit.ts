import type { Cdp } from '../local/cdp.ts'
import { TabVisitor } from '../local/visitor.ts'
import { type TargetInfo, watchPages } from '../local/watch-pages.ts'
import { BrowserError, type Loan, type Visitor, type VisitRequest } from '../port.ts'
import { type Account, type RemoteSession, recordingOf } from './account.ts'
import { type Connected, connect } from './connect.ts'
import { closeFence } from './rule-fence.ts'
import { AS_VISITOR } from './settings.ts'

export interface Lent {
  session: RemoteSession
  since: Date
  account: Account
  /** Gives the session back. */
  end(): Promise<void>
}

/** The visit that has a remote browser to itself: fenced, identified, and given back whatever happens. */
export async function openVisit(lent: Lent, request: VisitRequest): Promise<Visitor> {
  let connected: Connected | undefined
  const end = async () => {
    await connected?.close()
    await lent.end()
  }
  try {
    const { session, account } = lent
    const [link, seen] = await Promise.all([
      connect(session, account.credentials),
      request.unseen ? { unseen: true as const } : seenAt(account, session.id),
    ])
    connected = link
    return await begin(link, { since: lent.since, ...seen }, request, end)
  } catch (error) {
    await end()
    throw error
  }
}

async function seenAt(account: Account, id: string) {
  // A visit that nobody can watch is a visit all the same.
  const live = await account.liveView(id).catch(() => undefined)
  return { live, recording: recordingOf(id) }
}

async function begin(
  { cdp, driver, version }: Connected,
  loan: Loan,
  request: VisitRequest,
  end: () => Promise<void>,
): Promise<Visitor> {
  const proxy = await closeFence(cdp, version, request)
  const initScripts = [AS_VISITOR, ...(request.initScripts ?? [])]
  const product = `Chromium ${version} at Browserbase`
  const visit = new TabVisitor({ cdp, driver, version, product, proxy, loan }, { ...request, initScripts })
  void cdp.closed.then(() => visit.fail(new BrowserError('crashed', 'the Browserbase session is gone')))
  const abort = () => visit.fail(new BrowserError('aborted', 'the visit was aborted'))
  if (request.signal.aborted) abort()
  request.signal.addEventListener('abort', abort, { once: true })
  const old = await pagesOf(cdp)
  await watchPages(cdp, {
    attached({ targetId, url }, sessionId) {
      const foreign = old.has(targetId) || url.startsWith('chrome-extension:')
      if (foreign) cdp.session(sessionId).post('Runtime.runIfWaitingForDebugger')
      else visit.attached(targetId, sessionId)
    },
    detached: (targetId) => visit.detached(targetId),
  })
  await visit.open()
  // A browser without a page ends, so theirs goes after ours has come.
  for (const targetId of old) await cdp.send('Target.closeTarget', { targetId }).catch(() => undefined)
  void visit.over.then(end).finally(() => request.signal.removeEventListener('abort', abort))
  return visit
}

async function pagesOf(cdp: Cdp): Promise<Set<string>> {
  const { targetInfos } = await cdp.send<{ targetInfos: TargetInfo[] }>('Target.getTargets')
  return new Set(targetInfos.filter(({ type }) => type === 'page').map(({ targetId }) => targetId))
}
