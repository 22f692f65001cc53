import { LABEL } from '../../db/label.ts'

/**
 * Puts the label on every event, whichever way the SDK was installed: a bundled SDK has no global to register a super
 * property with, but each of them turns its events into JSON before it packs and sends them. Only what has the shape of
 * an event of theirs is touched. GA4 sends no JSON; it takes the label from its own queue, as soon as the page has one.
 */
function labelEvents(key: string, value: string): void {
  type Bag = Record<string, unknown>
  const isBag = (it: unknown): it is Bag => typeof it === 'object' && it !== null && !Array.isArray(it)
  const put = (bag: unknown) => {
    if (isBag(bag) && Object.isExtensible(bag) && !(key in bag)) bag[key] = value
  }
  const mark = (it: unknown) => {
    if (!isBag(it)) return
    const { properties } = it
    // PostHog and Mixpanel name the project in every event; Segment names its message.
    const known = isBag(properties) && ('token' in properties || 'messageId' in it)
    if (known && ('event' in it || it.type === 'track' || it.type === 'page')) put(properties)
    // Amplitude: what begins with a dollar sign changes a person and is no event.
    if (typeof it.event_type === 'string' && 'insert_id' in it && !it.event_type.startsWith('$')) {
      it.event_properties ??= {}
      put(it.event_properties)
    }
    // Plausible.
    if (typeof it.n === 'string' && typeof it.u === 'string' && 'd' in it) {
      it.p ??= {}
      put(it.p)
    }
  }
  JSON.stringify = new Proxy(JSON.stringify, {
    apply(native, self, args: Parameters<typeof JSON.stringify>) {
      try {
        const [it] = args as unknown[]
        const batch = Array.isArray(it) ? it : isBag(it) ? (it.events ?? it.batch ?? it) : it
        for (const one of Array.isArray(batch) ? batch.slice(0, 1000) : [batch]) mark(one)
      } catch {
        // A page's own object may refuse to be looked at; it is then none of an SDK.
      }
      return Reflect.apply(native, self, args)
    },
  })
  let queue: unknown
  Object.defineProperty(window, 'dataLayer', {
    configurable: true,
    enumerable: true,
    get: () => queue,
    set(made: unknown) {
      const first = queue === undefined
      queue = made
      // gtag reads commands as `arguments`, not as arrays.
      if (first && Array.isArray(made))
        (function command(..._: unknown[]) {
          // biome-ignore lint/complexity/noArguments: see above.
          made.push(arguments)
        })('set', { [key]: value })
    },
  })
}

/** Runs before a page's own scripts. */
export const labelScript = `(${String(labelEvents)})(${JSON.stringify(LABEL.property)}, ${JSON.stringify(LABEL.value)})`
