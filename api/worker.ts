import { createApp } from './app.ts'
import { type Bindings, openHosted } from './hosted.ts'
import { RequestWork } from './request-work.ts'

interface Runtime {
  waitUntil(work: Promise<unknown>): void
}

export default {
  async fetch(request: Request, bindings: Bindings, runtime: Runtime): Promise<Response> {
    const work = new RequestWork()
    try {
      const { deps, close } = await openHosted(bindings, work.add)
      const response = work.track(await createApp(deps).fetch(request))
      runtime.waitUntil(work.done().then(close))
      return response
    } catch (error) {
      // The app answers what a route throws; here the Worker's own variables are wrong.
      console.error(error)
      return new Response('SessionBurst could not start; its log says why.', { status: 503 })
    }
  },
}
