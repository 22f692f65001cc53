import { treeIn } from '../../../agent/model/offline/elements/generate.ts'
import type { Net } from '../../../agent/model/offline/elements/net.ts'
import { resolveStep } from '../../../agent/model/offline/elements/resolve.ts'
import { parseStepPrompt, readMarks } from '../../../agent/model/step-prompt.ts'
import { rightAt } from './cases.ts'
import type { Verdict } from './drive.ts'
import { agrees, notation, written } from './notation.ts'
import type { Recording } from './record.ts'

/** Takes a step as `drivePage` does, on the trees that were recorded along its right answers: seconds for all pages. */
export async function replay(
  { ways }: Recording,
  net?: Net,
): Promise<{ verdict: Verdict; answers: string[] }> {
  const answers: string[] = []
  let left = ways
  let before: string | undefined
  for (let round = 0; ; round++) {
    const text = left.find((way) => way[round] !== undefined)?.[round]?.text
    const prompt = parseStepPrompt(text ?? '')
    if (!prompt || text === undefined) return { verdict: 'right', answers }
    const tree = treeIn(text) ?? ''
    const elements = await resolveStep(prompt, tree, before, net)
    before = tree
    const { ends, maybe } = readMarks(elements)
    const given = maybe.length > 0 ? '-' : notation(elements, tree)
    answers.push(given)
    const wants = left.map((way) => way.map(({ want }) => want))
    if (!rightAt(wants, round).some((answer) => agrees(given, written(answer, tree))))
      return { verdict: given === '-' ? 'unsure' : 'wrong', answers }
    if (given === '-') return { verdict: round > 0 && maybe.length > 0 ? 'unsure' : 'right', answers }
    left = left.filter((way) => agrees(given, written(way[round]?.want ?? '-', tree)))
    if (ends)
      return {
        verdict: left.some((way) => (way[round + 1]?.want ?? '-') === '-') ? 'right' : 'wrong',
        answers,
      }
  }
}
