import type { Workspace } from '../../workspace.ts'
import { type Draft, missing } from './burst.ts'
import type { Decision, Scene } from './memory.ts'
import { findTarget } from './target.ts'

/** Makes a call of a draft, or the question or refusal that stands in its way. */
export function decideBurst(
  draft: Draft,
  question: string | undefined,
  { workspace, memory, clock }: Scene,
): Decision {
  const target = draft.target ?? memory.burst?.args.target
  const complete: Draft = target ? { ...draft, target } : draft
  const ask = (say: string): Decision => ({ calls: [], say, open: { kind: 'burst', draft: complete } })
  const refused = refuseTarget(target, workspace)
  if (refused)
    return { calls: [], say: refused, open: { kind: 'burst', draft: { ...draft, target: undefined } } }
  const past = refusePast(complete, clock.now)
  if (past)
    return { calls: [], say: past, open: { kind: 'burst', draft: { ...complete, window: undefined } } }
  const gap = complete.sessions === undefined ? undefined : missing(complete)
  if (gap) return ask(question && complete.sessions ? question : gap)
  if (complete.sessions === undefined) return ask(missing(complete) ?? 'How many sessions?')
  if (question) return ask(question)
  const choice = target ? undefined : chooseTarget(workspace)
  if (choice?.ask) return ask(choice.ask)
  return {
    calls: [
      { tool: 'runBurst', args: choice?.name ? { ...complete, target: choice.name } : { ...complete } },
    ],
  }
}

/** Why a target can't be visited, with the way out; undefined when nothing speaks against it. */
function refuseTarget(target: string | undefined, { targets }: Workspace): string | undefined {
  if (!targets) return undefined
  if (targets.length === 0)
    return 'This workspace has no target yet. Add your own site as a target and verify it: sessions run only on verified sites.'
  if (!target) return undefined
  const known = findTarget(target, targets)
  if (!known) {
    const names = targets.map(({ name }) => name).join(', ')
    return `${target} is not a verified target of this workspace (${names}), so I do not send sessions there. If the site is yours, add it as a target and verify it first.`
  }
  if (known.verified === false)
    return `${known.name} is not verified yet, so I do not send sessions there. Say "verify ${known.name}" for the ways to prove that the site is yours.`
  return undefined
}

/** The tool would refuse it too; said here, nobody has to wait for a plan that can't be. */
function refusePast({ window }: Draft, now: Date): string | undefined {
  if (!window || Date.parse(window.from) >= now.getTime() - 60_000) return undefined
  return `That window begins at ${window.from}, which is in the past: a browser can't visit yesterday. Name a time from now on.`
}

/** The target to take when a message names none: the only one, or a question. */
function chooseTarget({ targets }: Workspace): { name?: string; ask?: string } | undefined {
  const usable = (targets ?? []).filter(({ verified }) => verified !== false)
  const [first] = usable
  if (!targets || !first) {
    const [only] = targets ?? []
    return (
      only && {
        ask: `${only.name} is not verified yet, so I do not send sessions there. Say "verify ${only.name}" for the ways to prove that the site is yours.`,
      }
    )
  }
  if (usable.length > 1) return { ask: `On which target: ${usable.map(({ name }) => name).join(', ')}?` }
  return targets.length > 1 ? { name: first.name } : undefined
}
