import type { Workspace } from '../../workspace.ts'
import type { Reading } from './text.ts'

const UUID = /\b(?:(?:the |my )?burst )?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/
const NAMED = /\b(?:the |my )?burst (?:with )?(?:id )?#?((?=[\w-]*\d)[\w-]{2,})\b/
const LATEST =
  /\b(?:(?:in|of|from|for|on) )?(?:the |my |our |that |this )?(?:very )?(?:latest|last|most recent|current|running|previous|recent) (?:burst|run|batch|one|test)\b/
const OWNED = /\b([A-Za-z]{2,})'s (?:\w+ )?(?:burst|run|one|batch)\b/

/** Takes which burst a message means: an id, `latest`, or undefined when it doesn't say. */
export function takeBurst(reading: Reading, workspace: Workspace): string | undefined {
  const id = (reading.take(UUID) ?? reading.take(NAMED))?.[1]
  if (id) return id
  const owner = reading.take(OWNED)?.[1]?.toLowerCase()
  const owned = owner && workspace.bursts?.find(({ by }) => by?.toLowerCase().includes(owner))
  if (owned) return owned.id
  const known = workspace.bursts?.find((burst) => reading.left.includes(burst.id))
  if (known) return known.id
  return reading.take(LATEST) ? 'latest' : undefined
}
