import { type Database, newId } from '../../db/client.ts'
import { signIn } from '../../db/people.ts'
import { addTarget, keepDemoShop, listTargets, type Target } from '../../db/targets.ts'

export interface Tenant {
  userId: string
  workspaceId: string
  /** The verified demo shop. */
  shop: Target
  /** A target that nobody proved. */
  unverified: Target
}

/** A person with a workspace, a verified target and one that isn't. */
export async function tenant({ db }: Database, email = 'ann@example.com'): Promise<Tenant> {
  const userId = newId()
  const [membership] = await signIn(db, { userId, email })
  if (!membership) throw new Error('A newcomer gets a workspace.')
  const { workspaceId } = membership
  await keepDemoShop(db, { workspaceId, origin: 'http://localhost:8788' })
  const unverified = await addTarget(db, {
    workspaceId,
    origin: 'https://unproved.example',
    name: 'Unproved',
  })
  const { items } = await listTargets(db, { workspaceId, limit: 10 })
  const shop = items.find((t) => t.demo)
  if (!shop) throw new Error('The demo shop is a target from the start.')
  return { userId, workspaceId, shop, unverified }
}
