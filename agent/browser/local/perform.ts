import type { Page } from '@browserbasehq/stagehand'
import { hasLabel, isSameLabel, labelOf } from '../label.ts'
import { type Action, BrowserError, type Variables } from '../port.ts'
import { ChangeWatch } from './changes.ts'
import { sleep } from './deadline.ts'
import type { Driver } from './stagehand.ts'
import type { Tab } from './tab.ts'

export interface Outcome {
  ok: boolean
  changed: boolean
  message: string
}

/** An element that is not there yet may still come: pages render late. */
const APPEAR_MS = 3000
const LOOK_AGAIN_MS = 100
const ACT_MS = 10_000
const NOT_THERE =
  /Could not find an element|another element stands there|does not have a layout object|node with given id|Unable to resolve/i
/** The document went away under the operation. */
const RACE = /Inspected target navigated or closed|Execution context was destroyed/
const FILLS = new Set(['fill', 'type'])

/** One action on the tab in front. The element is waited for, and effects are watched from just before the act. */
export async function performAction(
  driver: Driver,
  front: () => Tab,
  action: Action,
  variables: Variables,
): Promise<Outcome> {
  const tab = front()
  const filled = { ...action, arguments: action.arguments.map((text) => substitute(text, variables)) }
  const giveUp = performance.now() + APPEAR_MS
  let retried = false
  for (;;) {
    await tab.calm(ACT_MS, 0)
    const watch = new ChangeWatch(tab, action.method)
    try {
      const { success, message } = await attempt(driver, tab, watch, filled, variables)
      if (success) return { ok: true, changed: await effect(driver, watch, front, filled), message }
      const race = RACE.test(message)
      // Our own click navigated: it happened, only its confirmation was lost with the old document.
      if (race && watch.seen === 'navigation')
        return { ok: true, changed: await watch.settle(front), message }
      if (race && !retried) retried = true
      else if (!NOT_THERE.test(message) || performance.now() > giveUp)
        return { ok: false, changed: false, message }
    } finally {
      watch.stop()
    }
    await sleep(LOOK_AGAIN_MS)
  }
}

async function attempt(driver: Driver, tab: Tab, watch: ChangeWatch, action: Action, variables: Variables) {
  try {
    const [page] = await Promise.all([tab.stagehandPage(driver), watch.install()])
    const message = await mistaken(driver, page, action, variables)
    if (message) return { success: false, message }
    return await driver.act(page, action, ACT_MS)
  } catch (error) {
    if (error instanceof BrowserError) throw error
    const message = error instanceof Error ? error.message : String(error)
    return { success: false, message }
  }
}

/** The actions with the texts of what they click, by which a later visit knows that it has the same element. */
export function labelled(
  driver: Driver,
  page: Page,
  actions: readonly Action[],
  variables: Variables,
): Promise<Action[]> {
  return Promise.all(
    actions.map(async (action) => {
      if (!hasLabel(action)) return action
      const text = await driver.text(page, action.selector).catch((error) => {
        if (error instanceof BrowserError) throw error
        // Gone again already: performing it will tell.
        return ''
      })
      return { ...action, label: labelOf(text, variables) }
    }),
  )
}

/** Says so when an element of another name has come to stand where the action's was. */
async function mistaken(driver: Driver, page: Page, { label, selector }: Action, variables: Variables) {
  if (label === undefined) return undefined
  const now = labelOf(await driver.text(page, selector), variables)
  return now !== undefined && isSameLabel(label, now)
    ? undefined
    : `another element stands there: "${now ?? ''}", not "${label}"`
}

async function effect(
  driver: Driver,
  watch: ChangeWatch,
  front: () => Tab,
  action: Action,
): Promise<boolean> {
  const changed = await watch.settle(front)
  if (changed || !FILLS.has(action.method)) return changed
  // The value may have been there already; then nothing changes, yet the field holds what it should.
  try {
    const page = await front().stagehandPage(driver)
    return (await page.locator(action.selector).inputValue()) === action.arguments[0]
  } catch {
    // No field with a value of its own, such as an editable element: what was seen is all there is to know.
    return false
  }
}

/** In one pass, so that a value which looks like a variable stays what it is. */
function substitute(text: string, variables: Variables): string {
  return text.replace(/%(\w+)%/g, (whole, name: string) => variables[name] ?? whole)
}
