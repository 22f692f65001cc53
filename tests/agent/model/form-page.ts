import { answerTo } from './elements-fixture.ts'

/** What is answered to a step on a page of a few lines, each of which stands in its form. */
export const onForm = (
  step: string,
  lines: readonly string[],
  done: readonly string[] = [],
): Promise<string> => onPage(step, ['form', ...lines.map((line) => `  ${line}`)], done)

/** The same where the lines say how deep they stand. */
export function onPage(
  step: string,
  lines: readonly string[],
  done: readonly string[] = [],
): Promise<string> {
  const tree = [
    '[0-1] RootWebArea: Page',
    '  [0-2] scrollable, html',
    '    [0-3] body',
    ...lines.map((line, at) => {
      const depth = /^ */.exec(line)?.[0] ?? ''
      return `${depth}      [0-${at + 10}] ${line.trim()}`
    }),
  ].join('\n')
  return answerTo({ path: '/', cases: [], tree }, { step, done: [...done], expected: [] })
}
