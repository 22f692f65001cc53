import type { Db } from '../../db/client.ts'
import { askCheck } from '../../db/proofs.ts'
import { getTarget, type Target } from '../../db/targets.ts'

/** Longer than the slowest look for a proof. Whoever asks for longer follows the topic `targets`. */
const PATIENCE_MS = 9_000
const LOOK_MS = 250

/**
 * Has a target's proof looked for, and answers the target as it is then. The look is a prover's, in a Node process;
 * here it is only waited for, so that this does the same in a route, a tool and on a Worker. `checkAskedAt` is still
 * set when it takes longer.
 */
export async function verifyTarget(db: Db, input: { workspaceId: string; id: string }): Promise<Target> {
  const asked = await askCheck(db, input)
  const end = Date.now() + PATIENCE_MS
  let target = asked
  while (target.checkAskedAt && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    target = await getTarget(db, input)
  }
  return target
}
