import { findTarget } from '../model/offline/chat/target.ts'
import type { CaseContext } from './case.ts'
import { needsConfirmation } from './confirmation.ts'

type Args = Record<string, unknown>

/** What a stub answers: what the context says, a refusal in the shape of the real tools, or "ok". */
export function answer(tool: string, args: Args, context: CaseContext, now: Date): unknown {
  const refused = tool === 'runBurst' ? refusal(args, context, now) : undefined
  if (refused) return { error: refused }
  if (needsConfirmation(tool, args, context) && args.dryRun !== true) return { needsConfirmation: true }
  switch (tool) {
    case 'runBurst':
      return burstOf(args, context, now)
    case 'burstStatus':
      return context.latestBurst ? { burst: context.latestBurst } : noBurst(context)
    case 'cancelBurst':
      return { burst: { id: String(args.burst ?? idOf(context.latestBurst) ?? 'latest') } }
    case 'queryLogs':
      return { items: [], nextCursor: null, total: 0 }
    case 'listTargets':
      return { items: (context.targets ?? []).map(({ url, ...rest }) => ({ ...rest, origin: url })) }
    case 'listTemplates':
      return { items: context.templates ?? [] }
    case 'checkBilling':
      return { plan: context.plan ?? 'self-hosted', sessionsLeft: context.sessionsLeft ?? null }
    default:
      return 'ok'
  }
}

const idOf = (burst: CaseContext['latestBurst']) => (typeof burst === 'string' ? burst : burst?.id)

function noBurst(context: CaseContext): unknown {
  const [first] = context.bursts ?? []
  if (first) return { burst: typeof first === 'string' ? { id: first } : first }
  return { error: { code: 'not_found', message: 'There is no burst yet.' } }
}

function refusal(args: Args, { targets, sessionsLeft }: CaseContext, now: Date) {
  const named = typeof args.target === 'string' ? args.target : undefined
  const known = targets && named ? findTarget(named, targets) : undefined
  if (targets && named && !known)
    return { code: 'target_unknown', message: `${named} is not a target of this workspace.`, field: 'target' }
  if (known?.verified === false)
    return { code: 'target_unverified', message: `${known.name} is not verified yet.`, field: 'target' }
  const window = args.window as { from: string } | undefined
  if (window && Date.parse(window.from) < now.getTime() - 60_000)
    return {
      code: 'window_in_past',
      message: 'The window lies in the past; a browser can not visit then.',
      field: 'window',
    }
  if (typeof sessionsLeft === 'number' && Number(args.sessions) > sessionsLeft)
    return {
      code: 'quota_exceeded',
      message: `The plan has ${sessionsLeft} sessions left.`,
      field: 'sessions',
    }
  return undefined
}

function burstOf(args: Args, { targets }: CaseContext, now: Date): unknown {
  const known = (targets ?? []).find(({ name }) => name === args.target) ?? targets?.[0]
  const window = args.window as { from: string; to: string } | undefined
  const burst = {
    id: crypto.randomUUID(),
    target: { name: known?.name ?? args.target ?? 'the target', origin: known?.url },
    sessions: args.sessions,
    journey: args.journey,
    firstAt: window?.from ?? now.toISOString(),
    lastAt: window?.to ?? now.toISOString(),
  }
  return args.dryRun === true ? { burst, dryRun: true } : { burst }
}
