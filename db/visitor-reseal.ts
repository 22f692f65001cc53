import { and, asc, eq, gt, notLike, or } from 'drizzle-orm'
import { asSystem, type Db, inWorkspace } from './client.ts'
import { visitors } from './schema/visitors.ts'
import { type Sealer, sealAnew } from './sealing.ts'
import { places } from './visitors.ts'

/** A few megabytes at once. */
const BATCH = 50

/** Seals visitors anew after a rotation of APP_SECRETS, as resealTargetSecrets does with secrets. */
export async function resealVisitors(db: Db, sealer: Sealer): Promise<{ done: number; lost: number }> {
  const told = { done: 0, lost: 0 }
  const current = `${sealer.prefix.replaceAll('_', '\\_')}%`
  for (let after: string | undefined; ; ) {
    const batch = await asSystem(db, (tx) =>
      tx
        .select()
        .from(visitors)
        .where(
          and(
            or(notLike(visitors.sealedPerson, current), notLike(visitors.sealedStorage, current)),
            after ? gt(visitors.id, after) : undefined,
          ),
        )
        .orderBy(asc(visitors.id))
        .limit(BATCH),
    )
    if (batch.length === 0) return told
    after = batch.at(-1)?.id
    for (const row of batch) told[(await resealOne(db, sealer, row)) ? 'done' : 'lost'] += 1
  }
}

async function resealOne(db: Db, sealer: Sealer, row: typeof visitors.$inferSelect): Promise<boolean> {
  const { person, storage } = places(row)
  const sealedPerson = await sealAnew(sealer, row.sealedPerson, person)
  const sealedStorage = row.sealedStorage && (await sealAnew(sealer, row.sealedStorage, storage))
  if (sealedPerson === undefined || sealedStorage === undefined) return false
  await inWorkspace(db, row.workspaceId, (tx) =>
    tx
      .update(visitors)
      .set({ sealedPerson, sealedStorage })
      // Whoever wrote it meanwhile sealed it anew already.
      .where(and(eq(visitors.id, row.id), eq(visitors.sealedPerson, row.sealedPerson))),
  )
  return true
}
