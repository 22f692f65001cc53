import { createApp } from './app.ts'
import { type Bindings, openHosted } from './hosted.ts'
import { servePage } from './hosted-page.ts'
import { logError } from './log-error.ts'
import { RequestWork } from './request-work.ts'

interface Runtime {
  waitUntil(work: Promise<unknown>): void
}

/** What the app answers; everything else is the page's. */
const OURS = /^\/(api|auth)(\/|$)|^\/(healthz|readyz|openapi\.json)$/

export default {
  async fetch(request: Request, bindings: Bindings, runtime: Runtime): Promise<Response> {
    const work = new RequestWork()
    try {
      if (!OURS.test(new URL(request.url).pathname)) return await servePage(request, bindings)
      const { deps, close } = await openHosted(bindings, work.add)
      const response = work.track(await createApp(deps).fetch(request))
      runtime.waitUntil(work.done().then(close))
      return response
    } catch (error) {
      // The app answers what a route throws; here the Worker's own variables are wrong.
      logError(error, 'start')
      return new Response('SessionBurst could not start; its log says why.', { status: 503 })
    }
  },
}
