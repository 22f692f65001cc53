import type { Database } from '../../db/client.ts'
import { type ProofFinding, recordCheck } from '../../db/proofs.ts'
import { addTarget, getTarget, type Target } from '../../db/targets.ts'
import type { Tenant } from './databases.ts'

/** What a prover would write of a look at the target that began now. */
export async function checked({ db }: Database, target: Target, finding: ProofFinding): Promise<Target> {
  await recordCheck(db, { ...target, startedAt: new Date() }, finding)
  return getTarget(db, target)
}

/** A target whose proof was seen just now. */
export async function provenTarget(database: Database, own: Tenant, name: string): Promise<Target> {
  const { workspaceId } = own
  const target = await addTarget(database.db, { workspaceId, origin: `https://${name}.example`, name })
  return checked(database, target, { way: 'file' })
}
