import type { Action } from './port.ts'

/** All that a step may come to. Whatever a page says or a model answers, nothing else is ever performed. */
const METHODS: ReadonlySet<string> = new Set([
  ...['click', 'doubleClick', 'hover', 'fill', 'type', 'press', 'selectOptionFromDropdown'],
  ...['scrollTo', 'nextChunk', 'prevChunk'],
])
const MAX_ARGUMENTS = 2
const MAX_LENGTH = 2000

/** Whether an action is one of ours, on an element of the page: Stagehand names those by an XPath that it made itself. */
export function isAllowed({ method, selector, arguments: values }: Action): boolean {
  return (
    METHODS.has(method) &&
    /^xpath=\/[^\s]*$/.test(selector) &&
    values.length <= MAX_ARGUMENTS &&
    values.every((value) => value.length <= MAX_LENGTH)
  )
}
