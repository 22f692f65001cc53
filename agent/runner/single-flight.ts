import { setTimeout as delay } from 'node:timers/promises'
import type { Db } from '../../db/client.ts'
import {
  CLAIM_SECONDS,
  type Claim,
  claimStep,
  type Known,
  releaseClaim,
  renewClaim,
} from '../../db/memory.ts'

/** Longer than a dead resolver's claim holds, so that one of those who wait takes it over. */
const WAIT_MS = 45_000
const LOOK_AGAIN_MS = 250
const HEARTBEAT_MS = (CLAIM_SECONDS * 1000) / 4

/**
 * Of all sessions of all runners that need the same answer one asks (`mine`); the others wait for what it found.
 * `alone`: it took too long, so this session finds out for itself and keeps nothing.
 */
export async function takeTurn(
  db: Db,
  claim: Claim,
  { signal, waitMs = WAIT_MS }: { signal?: AbortSignal; waitMs?: number } = {},
): Promise<'mine' | 'alone' | Known> {
  const end = performance.now() + waitMs
  for (;;) {
    const turn = await claimStep(db, claim)
    if (turn !== 'taken') return turn
    if (performance.now() > end) return 'alone'
    await delay(LOOK_AGAIN_MS, undefined, { signal })
  }
}

/** Works under a claim: kept alive meanwhile, given back at the end whatever happens. No transaction is open in between. */
export async function underClaim<T>(db: Db, claim: Claim, work: () => Promise<T>): Promise<T> {
  // A heartbeat that fails lets the claim run out: somebody else takes over, and what is found here is not kept.
  const beat = setInterval(() => void renewClaim(db, claim).catch(() => undefined), HEARTBEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    await releaseClaim(db, claim)
  }
}
