import type { Action, Generate, Variables } from '../port.ts'
import { evaluate } from './evaluate.ts'
import { withNotes } from './notes.ts'
import { labelled } from './perform.ts'
import type { Driver } from './stagehand.ts'
import type { Tab } from './tab.ts'

/** One question about the tab may take this long; a hosted model thinks. */
export const PROPOSE_MS = 90_000

/** What the model would do next on the tab, with the labels that tell an element from another one in its place. */
export async function proposeActions(
  driver: Driver,
  tab: Tab,
  generate: Generate,
  instruction: string,
  { variables, secrets }: { variables: Variables; secrets?: Variables },
): Promise<Action[]> {
  // A page that hangs would hold up the question for as long as a model may think.
  await evaluate(tab.session, '0')
  const page = await tab.stagehandPage(driver)
  const noted = withNotes(generate, tab.session)
  const found = await driver.observe(page, instruction, Object.keys(variables), noted, PROPOSE_MS)
  return labelled(driver, page, found, { ...secrets, ...variables })
}
